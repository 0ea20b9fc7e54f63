package org.huzheng.deploy.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.huzheng.deploy.registers.Outbox;
import org.huzheng.deploy.registers.RegisterSource;

/**
 * The hospitals' and insurers' systems, posting what their outbox holds, batch by batch, each until it is answered; and once nothing is left,
 * saying so from time to time. Remembers what was answered, so that the next start goes on from there.
 */
public final class Hospitals implements AutoCloseable {
    /** Name of their secret in the mapping. */
    private static final String KEY_ID = "hospitals";

    private static final int BATCH_ROWS = 1_000;
    private static final Duration MARK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(200);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);
    private static final int NO_ANSWER = 0;
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(429, 500, 503);

    private final Outbox outbox;
    private final TrialDirectory directory;
    private final SignedPosts posts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Optional<String> failure = Optional.empty();
    private final Thread thread = new Thread(this::work, "hospitals");

    private Hospitals(Outbox outbox, TrialDirectory directory, SignedPosts posts) {
        this.outbox = outbox;
        this.directory = directory;
        this.posts = posts;
    }

    /** Begins to post, on a thread of its own. */
    static Hospitals start(Outbox outbox, TrialDirectory directory, TrialSecrets secrets) {
        Hospitals hospitals = new Hospitals(
                outbox, directory, new SignedPosts(directory.pushAddress(), KEY_ID, secrets.of(TrialSecrets.PUSH)));
        hospitals.thread.start();
        return hospitals;
    }

    /** Why they gave up, if they did. */
    Optional<String> failure() {
        return failure;
    }

    private void work() {
        try {
            for (RegisterSource source : RegisterSource.of(RegisterSource.Medium.POSTED)) {
                postAll(source);
            }
            while (!isClosing(Duration.ZERO)) {
                // The time first: whatever was written before it has been posted.
                post("/v1/marks", "application/json", "{\"committedBefore\":\"" + Instant.now() + "\"}");
                if (isClosing(MARK_INTERVAL)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TrialException | IOException | RuntimeException e) {
            // Whoever waits for the rows is told.
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void postAll(RegisterSource source) throws TrialException, IOException, InterruptedException {
        int posted = directory.posted(source.place());
        try (BufferedReader rows = Files.newBufferedReader(outbox.of(source))) {
            for (int row = 0; row < posted; row++) {
                rows.readLine();
            }
            List<String> batch = next(rows);
            while (!batch.isEmpty() && !isClosing(Duration.ZERO)) {
                if (post("/v1/records/" + source.place(), "application/x-ndjson", String.join("\n", batch))) {
                    posted += batch.size();
                    directory.arePosted(source.place(), posted);
                }
                batch = next(rows);
            }
        }
    }

    private static List<String> next(BufferedReader rows) throws IOException {
        List<String> batch = new ArrayList<>();
        while (batch.size() < BATCH_ROWS) {
            String row = rows.readLine();
            if (row == null) {
                break;
            }
            batch.add(row);
        }
        return batch;
    }

    /** Posts until it is taken, or until closed; returns whether it was taken. */
    private boolean post(String path, String mediaType, String body) throws TrialException, InterruptedException {
        do {
            Optional<HttpResponse<String>> answer = answerTo(path, mediaType, body);
            int status = answer.map(HttpResponse::statusCode).orElse(NO_ANSWER);
            if (status == 200) {
                return true;
            }
            if (status != NO_ANSWER && !WORTH_ANOTHER_TRY.contains(status)) {
                throw new TrialException(
                        "医院报送被拒绝。",
                        "Expected posted rows to be taken, found status " + status + ": "
                                + answer.map(HttpResponse::body).orElse(""));
            }
        } while (!isClosing(TRY_AGAIN_AFTER));
        return false;
    }

    /** The answer; none while the adapter begins anew or is not there yet, which says nothing of the rows: they are posted again. */
    private Optional<HttpResponse<String>> answerTo(String path, String mediaType, String body)
            throws InterruptedException {
        try {
            return Optional.of(posts.post(path, mediaType, body));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isClosing(Duration wait) throws InterruptedException {
        return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits for the answer to what is being posted, and stops. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}

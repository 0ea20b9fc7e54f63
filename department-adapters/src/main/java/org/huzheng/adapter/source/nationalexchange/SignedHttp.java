package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.huzheng.adapter.source.json.JsonRows;
import org.jspecify.annotations.Nullable;

/** One signed request and its answer. */
final class SignedHttp {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    // One client for the process: each has threads and connections of its own.
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    private final String requester;
    private final Duration answerWithin;
    private final ServerClock clock;

    SignedHttp(String requester, Duration answerWithin, ServerClock clock) {
        this.requester = requester;
        this.answerWithin = answerWithin;
        this.clock = clock;
    }

    /**
     * An answer that could be read.
     *
     * @param status HTTP status
     * @param json its body
     * @param clockMoved whether it showed the exchange's clock to be another than the request was signed with
     */
    record Answer(int status, JsonNode json, boolean clockMoved) {
        /** Says how it went; never what it holds. */
        @Override
        public String toString() {
            return "Answer[status=" + status + ", clockMoved=" + clockMoved + "]";
        }
    }

    /** There is no answer, or none that can be read: trying again may help. */
    static final class Away extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> retryAfter;

        Away(String message, Optional<Duration> retryAfter, @Nullable Throwable cause) {
            super(message, cause);
            this.retryAfter = retryAfter;
        }

        Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /** What is sent: the signature is made anew each time, by the exchange's time. */
    record Request(URI url, String service, Optional<String> body) {
        /** Address without its query. */
        String address() {
            return url.getScheme() + "://" + url.getAuthority() + url.getPath();
        }
    }

    Answer send(Request request, String secret) throws Away, InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.url());
        Map<String, String> headers = RequestSignature.headers(requester, request.service(), clock.now(), secret);
        headers.forEach(http::header);
        http.header("Accept", "application/json");
        request.body().ifPresent(body -> http.header("Content-Type", "application/json;charset=UTF-8")
                .POST(BodyPublishers.ofString(body)));
        Instant sentAt = Instant.now();
        HttpResponse<byte[]> response = await(request, CLIENT.sendAsync(http.build(), BodyHandlers.ofByteArray()));
        boolean moved = clock.learn(response.headers().firstValue("Date"), sentAt, Instant.now());
        return answer(request, response, moved);
    }

    /** The whole answer within the time, not only its beginning. */
    private HttpResponse<byte[]> await(Request request, CompletableFuture<HttpResponse<byte[]>> response)
            throws Away, InterruptedException {
        try {
            return response.get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw away(request, "no complete answer within " + answerWithin, e);
        } catch (ExecutionException e) {
            throw away(request, String.valueOf(e.getCause()), e);
        } finally {
            response.cancel(true);
        }
    }

    private static Answer answer(Request request, HttpResponse<byte[]> response, boolean moved) throws Away {
        int status = response.statusCode();
        if (status >= 500 || status == 429 || status == 408) {
            Optional<Duration> retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)));
            throw new Away(expected(request) + "status " + status, retryAfter, null);
        }
        try {
            return new Answer(status, JsonRows.JSON.readTree(response.body()), moved);
        } catch (IOException e) {
            if (status / 100 != 2) {
                return new Answer(status, MissingNode.getInstance(), moved);
            }
            // Its message may quote a row, so it is not the cause.
            throw new Away(
                    expected(request) + "no complete JSON in " + response.body().length + " bytes",
                    Optional.empty(),
                    null);
        }
    }

    private static Away away(Request request, String found, Exception cause) {
        return new Away(expected(request) + found, Optional.empty(), cause);
    }

    private static String expected(Request request) {
        return "national exchange " + request.address() + ": expected an answer, found ";
    }
}

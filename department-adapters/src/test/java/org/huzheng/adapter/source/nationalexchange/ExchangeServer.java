package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

// over 300 lines: both services of the exchange and everything that can go wrong with them, as one server has it
/**
 * The national exchange as its header convention describes it: a refresh service that hands out secrets which expire, and a query service that
 * checks requester, service, time and signature. Its clock, its secrets and its answers can be made to go wrong.
 */
public final class ExchangeServer implements AutoCloseable {
    public static final String REQUESTER = "requester-1@contract";
    public static final String SERVICE = "s_1200000900000_2109";
    public static final String APP_SECRET = "app secret of the contract";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIME_TOLERATED = Duration.ofMinutes(5);

    /** What an answer may be instead of the right one. */
    public enum Mishap {
        STATUS_500,
        STATUS_429,
        TRUNCATED_JSON,
        CUT_CONNECTION,
        SLOW_BODY
    }

    private final int port;
    private final Map<String, Stored> rows = new LinkedHashMap<>();
    private final Deque<Mishap> mishaps = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable ServerSocket server;
    private @Nullable ExecutorService threads;
    private Duration clockAhead = Duration.ZERO;
    private Duration secretLifetime = Duration.ofMinutes(10);
    private String secret = "";
    private Instant secretEnds = Instant.MIN;
    private boolean forgetsSecrets;
    private boolean showsTotal = true;
    private int refreshes;
    private int secrets;
    private @Nullable Runnable betweenPages;

    private record Stored(Map<String, @Nullable Object> values, Instant changedAt) {}

    public ExchangeServer(int port) throws IOException {
        this.port = port;
        start();
    }

    public int port() {
        return port;
    }

    /** Settings of a client that knows this server. */
    public NationalExchangeSettings settings(PullPace pace, int pageSize) {
        return settings(pace, pageSize, APP_SECRET);
    }

    NationalExchangeSettings settings(PullPace pace, int pageSize, String appSecret) {
        return new NationalExchangeSettings(
                REQUESTER,
                appSecret,
                new RefreshSettings(
                        URI.create("http://127.0.0.1:" + port + "/auth/refresh"),
                        Optional.empty(),
                        JsonPointer.compile("/data/secret"),
                        Optional.of(JsonPointer.compile("/data/secretEndTime")),
                        Duration.ofMinutes(10)),
                new AnswerCodes(
                        Optional.of(JsonPointer.compile("/code")), Set.of("0"), Set.of("40102"), Set.of("40101")),
                Map.of(
                        "rows",
                        new QuerySettings(
                                "http://127.0.0.1:" + port + "/share/rows?page={page}",
                                SERVICE,
                                Optional.of("{\"since\":{since},\"until\":{until},\"size\":{pageSize}}"),
                                TimeForm.of(TimeForm.MILLISECONDS),
                                JsonPointer.compile("/data/list"),
                                Optional.of(JsonPointer.compile("/data/total")),
                                1,
                                pageSize)),
                Instant.now().minus(Duration.ofDays(1)),
                pace,
                Set.of());
    }

    public synchronized void put(String id, Map<String, @Nullable Object> values) {
        rows.remove(id);
        rows.put(id, new Stored(values, now()));
    }

    public synchronized void clockAhead(Duration ahead) {
        clockAhead = ahead;
    }

    public synchronized void secretLifetime(Duration lifetime) {
        secretLifetime = lifetime;
    }

    /** From now on no secret handed out is ever taken. */
    public synchronized void forgetsSecrets() {
        forgetsSecrets = true;
    }

    /** The secret handed out last is no longer taken. */
    public synchronized void expireSecret() {
        secretEnds = Instant.MIN;
    }

    public synchronized void mishaps(Mishap... next) {
        mishaps.addAll(List.of(next));
    }

    public synchronized void betweenPages(Runnable change) {
        betweenPages = change;
    }

    public synchronized void hidesTotal() {
        showsTotal = false;
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    /** Queries that were answered with rows, in order. */
    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    private synchronized Instant now() {
        return Instant.now().plus(clockAhead);
    }

    public void start() throws IOException {
        ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        server = listening;
        threads = Executors.newCachedThreadPool();
        threads.execute(() -> accept(listening));
    }

    public void stop() {
        if (server != null && threads != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            threads.shutdownNow();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** By hand, since the JDK's server insists on a Date of its own. */
    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // Stopped.
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Asked asked = Asked.read(connection.getInputStream());
            boolean refresh = asked.path().equals("/auth/refresh");
            Optional<Mishap> mishap = refresh ? Optional.empty() : nextMishap();
            byte[] answer = (refresh ? refresh(asked) : query(asked)).toString().getBytes(StandardCharsets.UTF_8);
            write(connection.getOutputStream(), answer, mishap);
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Asked(String path, Map<String, String> headers, JsonNode body) {
        static Asked read(InputStream in) throws IOException {
            String path = line(in).split(" ", -1)[1];
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new Asked(path, headers, JSON.readTree(in.readNBytes(length)));
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int read = in.read(); read != '\n'; read = in.read()) {
                if (read < 0) {
                    throw new EOFException();
                }
                line.append((char) read);
            }
            return line.toString().stripTrailing();
        }
    }

    private synchronized Optional<Mishap> nextMishap() {
        return Optional.ofNullable(mishaps.poll());
    }

    private byte[] head(String status, int length) {
        return ("HTTP/1.1 " + status + "\r\nDate: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC))
                        + "\r\nContent-Type: application/json\r\nConnection: close\r\nRetry-After: 0\r\nContent-Length: "
                        + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void write(OutputStream out, byte[] answer, Optional<Mishap> mishap)
            throws IOException, InterruptedException {
        if (mishap.isEmpty()) {
            out.write(head("200 OK", answer.length));
            out.write(answer);
            return;
        }
        switch (mishap.get()) {
            case STATUS_500 -> out.write(head("500 Internal Server Error", 0));
            case STATUS_429 -> out.write(head("429 Too Many Requests", 0));
            case TRUNCATED_JSON -> {
                out.write(head("200 OK", answer.length / 2));
                out.write(answer, 0, answer.length / 2);
            }
            case CUT_CONNECTION -> {
                out.write(head("200 OK", answer.length));
                out.write(answer, 0, answer.length / 2);
            }
            case SLOW_BODY -> {
                out.write(head("200 OK", answer.length));
                out.write(answer, 0, 1);
                out.flush();
                Thread.sleep(2_000);
            }
        }
    }

    private synchronized ObjectNode refresh(Asked request) {
        Optional<String> refused = refusal(request, APP_SECRET);
        if (refused.isPresent()) {
            return JSON.createObjectNode().put("code", refused.get());
        }
        refreshes++;
        secret = "secret " + ++secrets;
        secretEnds = now().plus(secretLifetime);
        ObjectNode answer = JSON.createObjectNode().put("code", "0");
        answer.putObject("data").put("secret", secret).put("secretEndTime", secretEnds.toEpochMilli());
        return answer;
    }

    private synchronized ObjectNode query(Asked request) {
        Optional<String> refused = refusal(request, secret);
        if (refused.isEmpty() && (forgetsSecrets || !now().isBefore(secretEnds))) {
            refused = Optional.of("40102");
        }
        if (refused.isPresent()) {
            return JSON.createObjectNode().put("code", refused.get());
        }
        int page = Integer.parseInt(request.path().substring(request.path().indexOf("page=") + "page=".length()));
        long since = request.body().path("since").asLong();
        long until = request.body().path("until").asLong();
        int size = request.body().path("size").asInt();
        asked.add("page " + page);
        if (page > 1 && betweenPages != null) {
            Runnable change = betweenPages;
            betweenPages = null;
            change.run();
        }
        List<Stored> found = rows.values().stream()
                .filter(row -> row.changedAt().toEpochMilli() >= since
                        && row.changedAt().toEpochMilli() < until)
                .toList();
        ObjectNode answer = JSON.createObjectNode().put("code", "0");
        ObjectNode data = answer.putObject("data");
        if (showsTotal) {
            data.put("total", found.size());
        }
        ArrayNode list = data.putArray("list");
        found.stream()
                .skip((long) (page - 1) * size)
                .limit(size)
                .forEach(row -> list.add(JSON.valueToTree(row.values())));
        return answer;
    }

    /** Code of the refusal, if the headers are not right. */
    private Optional<String> refusal(Asked request, String key) {
        String requester = request.headers().getOrDefault("gjgxjhpt_rid", "");
        String service = request.headers().getOrDefault("gjgxjhpt_sid", "");
        String time = request.headers().getOrDefault("gjgxjhpt_rtime", "");
        String signature = request.headers().getOrDefault("gjgxjhpt_sign", "");
        boolean right = REQUESTER.equals(requester)
                && SERVICE.equals(service)
                && MessageDigest.isEqual(
                        sign(key, service + requester + time).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
        boolean inTime = Duration.between(Instant.ofEpochMilli(Long.parseLong(time)), now())
                        .abs()
                        .compareTo(TIME_TOLERATED)
                <= 0;
        return right && inTime ? Optional.empty() : Optional.of("40101");
    }

    private static String sign(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

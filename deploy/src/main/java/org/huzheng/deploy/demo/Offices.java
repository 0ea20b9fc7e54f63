package org.huzheng.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialTokens;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.MalformedStatusListException;
import org.huzheng.status.StatusListToken;
import org.huzheng.tls.Trust;

/** What is done over HTTP: offices ask for certificates and verifications, citizens dispute their records, and anybody checks certificates. */
public final class Offices {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** An answer waits until what was published before it is folded; three brokers on a laptop's two cores take their time. */
    private static final Duration JUDGING_PATIENCE = Duration.ofMinutes(5);

    private static final String DISPUTES = "/v1/me/disputes";
    private static final int PENDING = 202;
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final URI service;
    private final String token;
    private final TrialTokens tokens;
    private final HttpClient http;

    /**
     * Offices that ask a service.
     *
     * @param service address of the service
     * @param tokens tokens it accepts
     * @param trust authorities its certificate is trusted by; empty where it speaks plain HTTP
     */
    public Offices(URI service, TrialTokens tokens, Optional<Path> trust) {
        this.service = service;
        this.token = tokens.ofWindow();
        this.tokens = tokens;
        HttpClient.Builder client = HttpClient.newBuilder();
        trust.ifPresent(authorities -> client.sslContext(Trust.contextOf(authorities)));
        this.http = client.build();
    }

    /**
     * What became of a request.
     *
     * @param isCertificate whether a certificate was issued; else the body is an answer with reasons
     * @param body JSON
     */
    public record Reply(boolean isCertificate, JsonNode body) {
        String number() {
            return body.path("number").asText();
        }

        /** The certificate itself; empty where none was issued. */
        public String credential() {
            return body.path("credential").asText();
        }

        /** The answer where no certificate was issued or none was asked for. */
        public String answer() {
            return body.path("answer").asText();
        }

        String reasonsInChinese() {
            return reasons("zh");
        }

        String reasonsInEnglish() {
            return reasons("en");
        }

        /** Event id of the first record the answer rests on. */
        String firstRecord() {
            return body.path("reasons").path(0).path("records").path(0).asText();
        }

        private String reasons(String language) {
            StringBuilder text = new StringBuilder();
            body.path("reasons").forEach(reason -> text.append(text.isEmpty() ? "" : "; ")
                    .append(reason.path(language).asText(reason.path("rule").asText())));
            return text.toString();
        }

        /** The answer is about people. */
        @Override
        public String toString() {
            return "Reply[" + (isCertificate ? "certificate " + number() : answer()) + "]";
        }
    }

    /** Asks for a certificate. */
    public Reply certificate(Map<String, Object> request) throws TrialException, InterruptedException {
        return ask("/v1/certificates", request);
    }

    /** Asks for a verification. */
    public Reply verification(Map<String, Object> request) throws TrialException, InterruptedException {
        return ask("/v1/verifications", request);
    }

    /** A citizen says that a field of an entry of theirs is wrong; returns where to look how it stands. */
    URI dispute(ResidentIdentityNumber citizen, String eventId, String recordType, String field)
            throws TrialException, InterruptedException {
        HttpResponse<String> response =
                send(post(DISPUTES, Map.of("eventId", eventId, "recordType", recordType, "field", field))
                        .header("Authorization", "Bearer " + tokens.ofCitizen(citizen))
                        .build());
        if (response.statusCode() != CREATED) {
            throw unexpected(DISPUTES, response);
        }
        return service.resolve(response.headers().firstValue("Location").orElseThrow());
    }

    /** How a citizen's dispute has ended, in Chinese; nothing while it is open. */
    Optional<String> endOf(URI dispute, ResidentIdentityNumber citizen) throws TrialException, InterruptedException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(dispute)
                .header("Authorization", "Bearer " + tokens.ofCitizen(citizen))
                .timeout(PATIENCE)
                .build());
        if (response.statusCode() != OK) {
            throw unexpected(DISPUTES, response);
        }
        JsonNode body = tree(response);
        return body.hasNonNull("outcome") ? Optional.of(body.path("zh").asText()) : Optional.empty();
    }

    /** Whether a certificate may be relied on, as anybody finds out. */
    public boolean isValid(String credential) throws TrialException, InterruptedException {
        HttpResponse<String> response =
                send(post("/v1/verify", Map.of("credential", credential)).build());
        if (response.statusCode() != OK) {
            throw unexpected("/v1/verify", response);
        }
        return tree(response).path("valid").asBoolean();
    }

    /** A certificate's state in the status list it names, as served at this moment. */
    CredentialStatus statusOf(String credential) throws TrialException, InterruptedException {
        try {
            Map<String, Object> claims = CompactJws.parse(credential.substring(0, credential.indexOf('~')))
                    .payload();
            JsonNode list = JSON.valueToTree(claims).path("status").path("status_list");
            URI address = URI.create(list.path("uri").asText());
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(address).GET().timeout(PATIENCE).build());
            if (response.statusCode() != OK) {
                throw unexpected(address.getPath(), response);
            }
            StatusListToken served = StatusListToken.read(CompactJws.parse(response.body()));
            return CredentialStatus.ofCode(
                    served.statuses().valueAt(list.path("idx").asInt()));
        } catch (MalformedTokenException | MalformedStatusListException e) {
            throw new TrialException("状态列表无法读取。", "The status list cannot be read: " + e.getMessage(), e);
        }
    }

    private Reply ask(String path, Map<String, Object> request) throws TrialException, InterruptedException {
        // The same key with each try: whatever became of the one before, there is one request and one answer.
        HttpResponse<String> response = send(post(path, request)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .build());
        long until = System.nanoTime() + JUDGING_PATIENCE.toNanos();
        while (response.statusCode() == PENDING) {
            if (System.nanoTime() > until) {
                throw unexpected(path, response);
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
            String requestId = tree(response).path("requestId").asText();
            response = send(HttpRequest.newBuilder(service.resolve("/v1/requests/" + requestId))
                    .header("Authorization", "Bearer " + token)
                    .timeout(PATIENCE)
                    .build());
        }
        if (response.statusCode() != OK && response.statusCode() != CREATED) {
            throw unexpected(path, response);
        }
        JsonNode body = tree(response);
        return new Reply(body.hasNonNull("credential"), body);
    }

    private HttpRequest.Builder post(String path, Map<String, Object> body) throws TrialException {
        try {
            return HttpRequest.newBuilder(service.resolve(path))
                    .header("Content-Type", "application/json")
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new TrialException("请求无法写出。", "The request cannot be written.", e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws TrialException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return http.send(request, BodyHandlers.ofString());
            } catch (IOException e) {
                // An instance that was ended takes its connections with it; another answers.
                if (System.nanoTime() > until) {
                    throw new TrialException(
                            "核验服务没有应答。", "The verification service did not answer: " + e.getMessage(), e);
                }
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
        }
    }

    private static JsonNode tree(HttpResponse<String> response) throws TrialException {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new TrialException("应答不是 JSON。", "Expected JSON, found something else.", e);
        }
    }

    private static TrialException unexpected(String path, HttpResponse<String> response) {
        // A problem (RFC 9457) names field and rule and repeats no personal data.
        return new TrialException(
                "核验服务的应答出乎意料。",
                "Expected " + path + " to answer, found status " + response.statusCode()
                        + (response.statusCode() >= 400 ? ": " + response.body() : ""));
    }
}

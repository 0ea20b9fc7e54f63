package org.huzheng.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.huzheng.deploy.trial.TrialException;

/** Batches of claims, posted whole and read until the last answer is there. */
final class ClaimBatches {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI batches;
    private final String token;
    private final int size;
    private final String body;

    /**
     * @param terms purpose and basis of all
     * @param claims the claims, without these
     */
    ClaimBatches(URI service, String token, Map<String, Object> terms, List<Map<String, Object>> claims) {
        this.batches = service.resolve("/v1/verification-batches");
        this.token = token;
        this.size = claims.size();
        Map<String, Object> batch = new java.util.LinkedHashMap<>(terms);
        batch.put("claims", claims);
        try {
            this.body = JSON.writeValueAsString(batch);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many claims are in each. */
    int size() {
        return size;
    }

    /** From posting a batch until every answer has been read. */
    Rate judge(int number) throws TrialException, InterruptedException {
        long started = System.nanoTime();
        JsonNode posted = send(
                ACCEPTED,
                authorized(batches)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "bench-" + number)
                        .POST(BodyPublishers.ofString(body))
                        .build());
        String id = posted.path("batchId").asText();
        int next = 0;
        boolean complete = false;
        while (!complete) {
            JsonNode answers = send(
                    OK,
                    authorized(URI.create(batches + "/" + id + "?from=" + next))
                            .GET()
                            .build());
            requireMatches(answers.path("answers"));
            next = answers.path("next").asInt();
            complete = answers.path("complete").asBoolean();
        }
        return Rate.since(started, size);
    }

    /** What answers something else is quick for another reason. */
    private static void requireMatches(JsonNode answers) throws TrialException {
        for (JsonNode answer : answers) {
            if (!"MATCH".equals(answer.path("answer").asText())) {
                throw new TrialException("核验结果不是一致。", "Expected a MATCH to every claim, found " + answer);
            }
        }
    }

    private JsonNode send(int expected, HttpRequest request) throws TrialException, InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new TrialException(
                        "成批核验的应答出乎意料。",
                        "Expected status " + expected + " to a batch of claims, found " + response.statusCode() + " "
                                + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new TrialException("成批核验没有应答。", "Expected an answer to a batch of claims", e);
        }
    }

    private HttpRequest.Builder authorized(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .timeout(Questions.PATIENCE);
    }
}

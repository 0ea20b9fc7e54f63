package org.huzheng.deploy.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.huzheng.deploy.population.HouseholdEntry;
import org.huzheng.deploy.population.Named;
import org.huzheng.deploy.population.Person;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.trial.Requests;
import org.huzheng.deploy.trial.TrialException;

/** What offices ask, as HTTP requests. Of a population: half about mothers, half about payments, everybody in a drawn order and then again. */
final class Questions {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How long an answer may take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The answer is not there yet. */
    private static final int PENDING = 202;

    private static final int MINIMUM_MONTHS = 12;

    private final URI service;
    private final String token;
    private final List<Map<String, Object>> bodies;

    private Questions(URI service, String token, List<Map<String, Object>> bodies) {
        this.service = service;
        this.token = token;
        this.bodies = bodies;
    }

    /**
     * Questions of one's own.
     *
     * @param bodies asked one after the other, and then again
     */
    static Questions of(URI service, String token, List<Map<String, Object>> bodies) {
        return new Questions(service, token, List.copyOf(bodies));
    }

    static Questions about(Population population, long seed, URI service, String token) {
        Random order = new Random(seed);
        List<Map<String, Object>> mothers = drawn(
                population.householdEntries().stream()
                        .filter(entry ->
                                entry.mother() != null && entry.mother().number() != null)
                        .map(Questions::motherOf),
                order);
        List<Map<String, Object>> payers = drawn(
                population.people().stream()
                        .filter(person -> person.work() != Person.Work.NONE)
                        .map(Questions::paymentsOf),
                order);
        List<Map<String, Object>> bodies = new ArrayList<>();
        for (int i = 0; i < Math.max(mothers.size(), payers.size()); i++) {
            bodies.add(mothers.get(i % mothers.size()));
            bodies.add(payers.get(i % payers.size()));
        }
        return new Questions(service, token, List.copyOf(bodies));
    }

    private static List<Map<String, Object>> drawn(Stream<Map<String, Object>> bodies, Random order) {
        List<Map<String, Object>> drawn = new ArrayList<>(bodies.toList());
        Collections.shuffle(drawn, order);
        return drawn;
    }

    private static Map<String, Object> motherOf(HouseholdEntry entry) {
        Named mother = entry.mother();
        if (mother == null || mother.number() == null) {
            throw new IllegalArgumentException(entry + ": expected it to state the mother's number");
        }
        return Requests.kinship(mother.number(), entry.person().number(), "MOTHER");
    }

    private static Map<String, Object> paymentsOf(Person person) {
        YearMonth last = YearMonth.from(Population.TODAY).minusMonths(1);
        return Requests.payment(person.number(), last.minusMonths(Population.MONTHS - 1L), last);
    }

    /** For certificates, one after the other. */
    Supplier<HttpRequest> certificates() {
        int[] next = {0};
        return () -> post(service.resolve("/v1/certificates"), bodies.get(next[0]++ % bodies.size()));
    }

    /** For verifications, one after the other. */
    Supplier<HttpRequest> verifications() {
        int[] next = {0};
        return () -> {
            Map<String, Object> body = bodies.get(next[0]++ % bodies.size());
            if (body.containsKey("kinds")) {
                body = new java.util.LinkedHashMap<>(body);
                body.put("minimumMonths", MINIMUM_MONTHS);
            }
            return post(service.resolve("/v1/verifications"), body);
        };
    }

    /** The same bodies to an endpoint that says them back. */
    Supplier<HttpRequest> echoes(URI echo) {
        int[] next = {0};
        return () -> post(echo.resolve("/echo"), bodies.get(next[0]++ % bodies.size()));
    }

    /** Asks again for an answer that was not there yet. */
    HttpRequest later(HttpResponse<String> pending) {
        return authorized(service.resolve("/v1/requests/" + requestIdOf(pending.body())))
                .GET()
                .build();
    }

    private static String requestIdOf(String body) {
        try {
            return JSON.readTree(body).path("requestId").asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Asks the first few for a verification, and holds the answers to be a match: what answers something else is quick for another reason.
     *
     * @return id of the last request
     */
    String requireMatches(int count) throws TrialException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Supplier<HttpRequest> asked = verifications();
        String requestId = "";
        for (int i = 0; i < count; i++) {
            try {
                HttpResponse<String> answer = http.send(asked.get(), BodyHandlers.ofString());
                while (answer.statusCode() == PENDING) {
                    answer = http.send(later(answer), BodyHandlers.ofString());
                }
                if (!"MATCH".equals(JSON.readTree(answer.body()).path("answer").asText())) {
                    throw new TrialException(
                            "核验结果不是一致。",
                            "Expected a MATCH to "
                                    + bodies.get(i % bodies.size()).get("type") + ", found " + answer.statusCode() + " "
                                    + answer.body());
                }
                requestId = requestIdOf(answer.body());
            } catch (IOException e) {
                throw new TrialException("核验没有应答。", "Expected an answer to a verification", e);
            }
        }
        return requestId;
    }

    private HttpRequest post(URI address, Map<String, Object> body) {
        try {
            return authorized(address)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder authorized(URI address) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE);
    }
}

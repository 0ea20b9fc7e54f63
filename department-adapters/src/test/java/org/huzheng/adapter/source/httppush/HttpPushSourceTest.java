package org.huzheng.adapter.source.httppush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPushSourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BIRTHS = "/v1/records/birth";
    private static final Duration POLL = Duration.ofSeconds(10);

    private int port;
    private PushCaller caller;

    @BeforeEach
    void chooseAPort() throws IOException {
        port = PushCaller.freePort();
        caller = new PushCaller(port);
    }

    private HttpPushSettings settings(PushLimits limits) {
        return PushCaller.settings(port, limits, Optional.empty(), Optional.empty());
    }

    private Source open(HttpPushSettings settings) throws SourceException {
        return settings.open(new SourceOpening("medical", List.of("birth"), Optional.empty(), Duration.ofMillis(200)));
    }

    @Test
    void shouldDoWhatItsOpenApiDocumentSays() throws Exception {
        // Given
        PushLimits tight = new PushLimits(2_000, 2_000, Duration.ofMillis(500));
        try (Settling source = Settling.open(settings(tight), "birth", "enrolment")) {
            JsonNode document =
                    JSON.readTree(caller.send(caller.to("/openapi").build()).body());
            OpenApiCheck check = new OpenApiCheck(document);
            String large = "[{\"id\":\"" + "x".repeat(1_900) + "\"}]";

            // When
            check.check("/openapi", caller.send(caller.to("/openapi").build()));
            for (String[] endpoint : new String[][] {
                {"/v1/records/{origin}", BIRTHS, "[{\"id\":\"1\"},{\"id\":{}},7]"},
                {"/v1/marks", "/v1/marks", "{\"committedBefore\":\"2024-05-01T08:00:00+08:00\"}"}
            }) {
                String path = endpoint[1];
                check.check(endpoint[0], caller.post(path, endpoint[2]));
                check.check(endpoint[0], caller.post(path, "{"));
                check.check(
                        endpoint[0],
                        caller.send(caller.signed(path, "application/json", "{}", "wrong", Instant.now())));
                check.check(endpoint[0], caller.post(path, "{\"id\":\"" + "x".repeat(2_000) + "\"}"));
                check.check(endpoint[0], caller.post(path, "text/csv", "id\n1\n"));
                source.settles(false);
                CompletableFuture<HttpResponse<String>> stuck = caller.posting(BIRTHS, large);
                Thread.sleep(200);
                check.check(endpoint[0], caller.post(path, endpoint[2] + " ".repeat(500)));
                check.check("/v1/records/{origin}", stuck.join());
                check.check(endpoint[0], caller.post(path, endpoint[2]));
                source.settles(true);
            }
            check.check("/v1/records/{origin}", caller.post("/v1/records/death", "{}"));

            // Then: everything the document names was seen but a failure of ours
            assertThat(check.documented().stream().filter(answer -> !answer.endsWith(" 500")))
                    .containsExactlyInAnyOrderElementsOf(check.seen());
            assertThat(document.at("/components/parameters/Origin/schema/enum"))
                    .extracting(JsonNode::asText)
                    .containsExactly("birth", "enrolment");
            assertThat(document.at("/components/securitySchemes").has("jwt")).isFalse();
        }
    }

    @Test
    void shouldAnswerOnlyOnceTheRowsAreCommitted() throws Exception {
        try (Source source = open(settings(PushLimits.DEFAULT))) {
            // Given
            CompletableFuture<HttpResponse<String>> answer =
                    caller.posting(BIRTHS, "[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"}]");
            SourceBatch batch = source.poll(POLL);
            Thread.sleep(200);
            assertThat(batch.items()).hasSize(3);
            assertThat(answer).isNotDone();

            // When
            source.committed(
                    batch,
                    List.of(
                            new RowOutcome.Published(),
                            new RowOutcome.Deduplicated(),
                            new RowOutcome.Quarantined(Rejection.ofValue(
                                    Rule.IDENTITY_NUMBER, "证件", "a resident identity number", "11010519491231002Y"))));

            // Then
            JsonNode settled = JSON.readTree(answer.join().body());
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(settled.path("published").asInt()).isEqualTo(1);
            assertThat(settled.path("deduplicated").asInt()).isEqualTo(1);
            assertThat(settled.path("quarantined").asInt()).isEqualTo(1);
            assertThat(settled.path("records").get(2))
                    .isEqualTo(
                            JSON.readTree(
                                    "{\"index\":2,\"outcome\":\"quarantined\",\"reason\":\"identity-number\","
                                            + "\"expected\":\"a resident identity number\",\"field\":\"证件\",\"found\":\"1****************Y\"}"));
            assertThat(batch.items().get(0).location())
                    .isEqualTo("delivery " + settled.path("delivery").asText() + " row 0");
        }
    }

    @Test
    void shouldAnswerEveryCallerOfOneBatchWithItsOwnRows() throws Exception {
        try (Settling source = Settling.open(settings(PushLimits.DEFAULT), "birth")) {
            // Given
            source.outcome(item -> ((SourceRow) item).values().containsKey("known")
                    ? new RowOutcome.Deduplicated()
                    : new RowOutcome.Published());
            source.settles(false);
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int request = 0; request < 40; request++) {
                answers.add(caller.posting(BIRTHS, request % 2 == 0 ? "{\"new\":1}" : "[{\"known\":1},{\"known\":2}]"));
            }

            // When
            source.settles(true);

            // Then
            for (int request = 0; request < 40; request++) {
                JsonNode settled = JSON.readTree(answers.get(request).join().body());
                assertThat(settled.path("published").asInt()).isEqualTo(request % 2 == 0 ? 1 : 0);
                assertThat(settled.path("deduplicated").asInt()).isEqualTo(request % 2 == 0 ? 0 : 2);
            }
        }
    }

    @Test
    void shouldTakeEveryLineAndEveryDigit() throws Exception {
        try (Source source = open(settings(PushLimits.DEFAULT))) {
            // When
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return caller.post(
                            BIRTHS,
                            "application/x-ndjson; charset=utf-8",
                            "{\"base\":1000.00,\"on\":true,\"none\":null}\n\n{\"remark\":\"王𬱖㛃\"}\n");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            SourceBatch batch = source.poll(POLL);
            source.committed(batch, List.of(new RowOutcome.Published(), new RowOutcome.Published()));

            // Then
            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(((SourceRow) batch.items().get(0)).values())
                    .containsEntry("base", "1000.00")
                    .containsEntry("on", "true")
                    .containsEntry("none", null)
                    .containsEntry("remark", null);
            assertThat(((SourceRow) batch.items().get(1)).values()).containsOnlyKeys("remark");
        }
    }

    @Test
    void shouldSayWhereABodyIsMalformedAndQuoteNothingOfIt() throws Exception {
        try (Settling source = Settling.open(settings(PushLimits.DEFAULT), "birth")) {
            // When
            HttpResponse<String> answer = caller.post(BIRTHS, "[{\"id\":\"1\"},\n{\"name\":王某某}]");
            HttpResponse<String> twice = caller.post(BIRTHS, "{\"id\":\"1\",\"id\":\"2\"}");
            HttpResponse<String> several = caller.post(BIRTHS, "{\"id\":\"1\"}\n{\"id\":\"2\"}");

            // Then
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("line 2, column").doesNotContain("王");
            assertThat(twice.statusCode()).isEqualTo(400);
            assertThat(several.statusCode()).isEqualTo(400);
            assertThat(several.body()).contains("application/x-ndjson");
        }
    }

    @Test
    void shouldTellThoseWhoWaitToSendAgainWhenItIsClosed() throws Exception {
        // Given
        CompletableFuture<HttpResponse<String>> taken;
        CompletableFuture<HttpResponse<String>> waiting;
        try (Source source = open(settings(PushLimits.DEFAULT))) {
            taken = caller.posting(BIRTHS, "{\"id\":\"1\"}");
            source.poll(POLL);
            waiting = caller.posting(BIRTHS, "{\"id\":\"2\"}");
            Thread.sleep(300);

            // When
        }

        // Then
        assertThat(taken.join().statusCode()).isEqualTo(503);
        assertThat(waiting.join().statusCode()).isEqualTo(503);
        assertThat(waiting.join().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void shouldFreeTheRoomOfThoseWhoWaitedInVain() throws Exception {
        PushLimits tight = new PushLimits(2_000, 2_000, Duration.ofMillis(300));
        try (Settling source = Settling.open(settings(tight), "birth")) {
            // Given
            source.settles(false);
            String large = "{\"id\":\"" + "x".repeat(1_500) + "\"}";
            for (int attempt = 0; attempt < 5; attempt++) {
                assertThat(caller.post(BIRTHS, large).statusCode()).isEqualTo(503);
            }

            // When
            source.settles(true);

            // Then
            assertThat(caller.post(BIRTHS, large).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldTakeNoMoreRowsAtOnceThanItHasRoomFor() throws Exception {
        // Given: room for some bytes of bodies, which rows of two bytes each do not fill
        PushLimits tight = new PushLimits(100_000, 100_000, Duration.ofSeconds(2));
        try (Settling source = Settling.open(settings(tight), "birth")) {
            // When
            HttpResponse<String> tooMany = caller.post(BIRTHS, "[" + "{},".repeat(PushLimits.ROWS_MAX) + "{}]");
            source.settles(false);
            CompletableFuture<HttpResponse<String>> waiting = caller.posting(BIRTHS, "[" + "{},".repeat(400) + "{}]");
            Thread.sleep(300);
            HttpResponse<String> beyond = caller.post(BIRTHS, "{}");
            source.settles(true);

            // Then
            assertThat(tooMany.statusCode()).isEqualTo(413);
            assertThat(tooMany.body()).contains("at most 20000 rows");
            assertThat(beyond.statusCode()).isEqualTo(429);
            assertThat(waiting.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldMarkNoLaterThanNow() throws Exception {
        try (Source source = open(settings(PushLimits.DEFAULT))) {
            // Given: a clock two minutes ahead, and one a day ahead
            Instant now = Instant.now();
            CompletableFuture<HttpResponse<String>> ahead =
                    caller.posting("/v1/marks", "{\"committedBefore\":\"" + now.plusSeconds(120) + "\"}");

            // When
            SourceBatch batch = source.poll(POLL);
            source.committed(batch, List.of());

            // Then
            assertThat(batch.committedBefore().orElseThrow()).isBetween(now, Instant.now());
            assertThat(ahead.join().body())
                    .contains(batch.committedBefore().orElseThrow().toString());
            HttpResponse<String> tomorrow =
                    caller.post("/v1/marks", "{\"committedBefore\":\"" + now.plus(Duration.ofDays(1)) + "\"}");
            assertThat(tomorrow.statusCode()).isEqualTo(400);
            assertThat(tomorrow.body()).contains("no later than now");
        }
    }

    @Test
    void shouldSayWhoHasThePortWhenItIsTaken() throws Exception {
        try (Source source = open(settings(PushLimits.DEFAULT))) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> open(settings(PushLimits.DEFAULT)))
                    .withMessageContaining("127.0.0.1:" + port)
                    .withMessageContaining("in use");
            assertThat(source.poll(Duration.ZERO).items()).isEmpty();
        }
    }
}

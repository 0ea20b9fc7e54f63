package org.huzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.topology.DrivenTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every worked case through the judging topology: in whatever order and however often its records arrive, the answer is the same. */
class WorkedCasesInTopologyTest {
    private static final Instant ASKED_AT = Instant.parse("2026-06-01T01:00:00Z");
    /** What a certificate that lives on must say like one asked for later; reasons and evidence may know less of what does not touch it. */
    private static final Set<String> OF_LIVING_CERTIFICATES =
            Set.of("answer", "relation", "inverse", "months", "rows", "personal", "company", "insured", "totals");

    /** Orders in which the records of a case arrive. */
    private enum Order {
        AS_WRITTEN,
        REVERSED,
        SHUFFLED,
        DUPLICATED;

        List<CaseEvent> of(List<CaseEvent> events, Random chance) {
            List<CaseEvent> arriving = new ArrayList<>(events);
            switch (this) {
                case AS_WRITTEN -> {}
                case REVERSED -> Collections.reverse(arriving);
                case SHUFFLED -> Collections.shuffle(arriving, chance);
                case DUPLICATED -> {
                    arriving.addAll(events);
                    Collections.shuffle(arriving, chance);
                }
            }
            return arriving;
        }
    }

    /** Shared by all cases whose feeds are fresh: their people's keys differ. */
    private static DrivenTopology fresh;

    @BeforeAll
    static void start() {
        fresh = new DrivenTopology();
        Stream<Instant> knownTimes = WorkedCase.all()
                .map(worked -> worked.played("feeds"))
                .filter(played -> !played.needsItsOwnFeeds())
                .flatMap(played -> played.knownTimes().stream());
        Stream.concat(knownTimes.sorted(), Stream.of(ASKED_AT))
                .forEach(time -> Topics.publishedTopics().forEach(topic -> fresh.mark(topic, time, time)));
    }

    @AfterAll
    static void stop() {
        fresh.close();
    }

    static Stream<WorkedCase> cases() {
        return WorkedCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldAnswerTheSameInAnyOrder(WorkedCase worked) {
        for (Order order : Order.values()) {
            on(worked, exchange -> answerIn(order, worked, exchange));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldTurnAnEarlierAnswerWhenRecordsComeLate(WorkedCase worked) {
        int records = worked.played("count").records().events().size();
        for (int late : new TreeSet<>(List.of(1, records / 2, records))) {
            on(worked, exchange -> answerWithLate(Math.min(late, records), worked, exchange));
        }
    }

    static Stream<WorkedCase> casesThatGoOn() {
        return WorkedCase.all().filter(worked -> worked.node().has("then"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesThatGoOn")
    void shouldLiveOnAsTheCaseSays(WorkedCase worked) {
        // Given
        PlayedCase played = worked.played(run("then", worked));
        try (DrivenTopology topology = new DrivenTopology()) {
            DrivenExchange exchange = new DrivenExchange(topology);
            played.mark(exchange, ASKED_AT);
            played.records().events().forEach(event -> exchange.append(event, event.appendedAt(ASKED_AT)));
            SpecificRecord request =
                    played.request("question", played.questions().get(0));
            exchange.ask(request, ASKED_AT);
            for (JsonNode step : worked.node().get("then")) {
                Instant at = ASKED_AT.plus(Duration.parse(step.required("after").asText()));

                // When
                step.path("marks").forEach(feed -> exchange.mark(recordTopic(feed.asText()), at, at));
                step.path("again")
                        .forEach(record ->
                                played.records().of(record.asText()).forEach(event -> exchange.append(event, at)));
                played.records().later(step.path("records")).forEach(event -> exchange.append(event, at));

                // Then
                List<SpecificRecord> decisions = exchange.decisionsOn(request);
                DecisionHeader last = DecisionHeaders.of(decisions.get(decisions.size() - 1));
                assertThat(last.getAnswer().name())
                        .as("%s", step)
                        .isEqualTo(step.required("answer").asText());
                assertThat(last.getAction().name())
                        .as("%s", step)
                        .isEqualTo(step.required("action").asText());
            }
        }
    }

    private static Topic recordTopic(String name) {
        return Topics.publishedTopics().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a record topic, found " + name));
    }

    private static void on(WorkedCase worked, Consumer<DrivenExchange> play) {
        if (!worked.played("feeds").needsItsOwnFeeds()) {
            play.accept(new DrivenExchange(fresh));
            return;
        }
        try (DrivenTopology own = new DrivenTopology()) {
            DrivenExchange exchange = new DrivenExchange(own);
            worked.played("feeds").mark(exchange, ASKED_AT);
            play.accept(exchange);
        }
    }

    private static void answerIn(Order order, WorkedCase worked, DrivenExchange exchange) {
        // Given
        ObjectNode expected = Outcome.expected(worked);
        PlayedCase played = worked.played(run(order.name(), worked));
        order.of(played.records().events(), chance(worked))
                .forEach(event -> exchange.append(event, event.appendedAt(ASKED_AT)));
        for (JsonNode question : played.questions()) {
            // When
            List<SpecificRecord> decisions = exchange.ask(played.request("question " + question, question), ASKED_AT);

            // Then
            assertThat(decisions).hasSize(1);
            assertThat(Outcome.asFarAs(expected, Outcome.of(decisions.get(0), played)))
                    .as("%s %s", order, question)
                    .isEqualTo(expected);
        }
    }

    private static void answerWithLate(int late, WorkedCase worked, DrivenExchange exchange) {
        // Given
        ObjectNode expected = Outcome.expected(worked);
        PlayedCase played = worked.played(run("late-" + late, worked));
        List<CaseEvent> events = Order.SHUFFLED.of(played.records().events(), chance(worked));
        events.subList(late, events.size()).forEach(event -> exchange.append(event, event.appendedAt(ASKED_AT)));
        JsonNode question = played.questions().get(0);
        SpecificRecord early = played.request("early", question);
        SpecificRecord earlyDecision = exchange.ask(early, ASKED_AT).get(0);

        // When
        events.subList(0, late).forEach(event -> exchange.append(event, event.appendedAt(ASKED_AT)));

        // Then
        SpecificRecord asked =
                exchange.ask(played.request("question", question), ASKED_AT).get(0);
        assertThat(Outcome.asFarAs(expected, Outcome.of(asked, played)))
                .as("asked after %s late records", late)
                .isEqualTo(expected);
        if (DecisionHeaders.of(earlyDecision).getAction() == CertificateAction.ISSUE) {
            List<SpecificRecord> turned = exchange.decisionsOn(early);
            assertThat(living(turned.get(turned.size() - 1), played))
                    .as("certified before %s late records", late)
                    .isEqualTo(living(asked, played));
        }
    }

    private static String run(String order, WorkedCase worked) {
        return order + "-" + Integer.toHexString(worked.toString().hashCode());
    }

    private static Random chance(WorkedCase worked) {
        return new Random(worked.title().hashCode());
    }

    private static ObjectNode living(SpecificRecord decision, PlayedCase played) {
        return Outcome.of(decision, played).retain(OF_LIVING_CERTIFICATES);
    }
}

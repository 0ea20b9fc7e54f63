package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.topology.Scenario.FAMILY;
import static org.huzheng.topology.Scenario.MOTHERHOOD;
import static org.huzheng.topology.Scenario.NOON;
import static org.huzheng.topology.Scenario.certifyMotherhood;
import static org.huzheng.topology.Scenario.event;
import static org.huzheng.topology.Scenario.later;
import static org.huzheng.topology.Scenario.publishFamily;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.test.TestRecord;
import org.huzheng.app.TracedProcessors;
import org.huzheng.cases.CaseEvent;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.Reexamination;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.Resident;
import org.huzheng.trace.TraceCollector;
import org.huzheng.trace.TraceCollector.Told;
import org.huzheng.trace.TraceParent;
import org.huzheng.trace.TracedSerializer;
import org.huzheng.trace.Tracing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One trace from a request to its decision, and one from a correction to the decision it turns. */
class TracedTopologyTest {
    private static final String ASKED = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CORRECTED = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private TraceCollector collector;
    private Tracing tracing;
    private DrivenTopology topology;

    @BeforeEach
    void start() throws IOException {
        collector = TraceCollector.start();
        tracing = Tracing.start(Optional.of(collector.everything()), "huzheng-service", "1");
        topology = new DrivenTopology(
                settings -> TracedProcessors.topology(tracing, settings),
                serializer -> new TracedSerializer(tracing, serializer));
    }

    @AfterEach
    void close() {
        topology.close();
        tracing.close();
        collector.close();
    }

    private List<Told> told() {
        tracing.close();
        return collector.spans();
    }

    private static SpecificRecord tracedRequest() {
        KinshipRequest request = (KinshipRequest) MOTHERHOOD;
        return KinshipRequest.newBuilder(request)
                .setHeader(RequestHeader.newBuilder(request.getHeader())
                        .setTraceId(ASKED)
                        .build())
                .build();
    }

    private static CaseEvent correction() {
        return event(FAMILY, "child", 1);
    }

    private static SpecificRecord tracedCorrection() {
        Resident resident = (Resident) correction().value();
        return Resident.newBuilder(resident)
                .setHeader(EventHeader.newBuilder(resident.getHeader())
                        .setTraceId(CORRECTED)
                        .build())
                .build();
    }

    private void append(
            DrivenTopology into, Topic topic, String key, SpecificRecord record, String traceId, int seconds) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(TraceParent.HEADER, ("00-" + traceId + "-" + SPAN + "-01").getBytes(StandardCharsets.US_ASCII));
        into.append(topic, new TestRecord<>(key, into.bytesOf(topic, record), headers, NOON.plusSeconds(seconds)));
    }

    private void askAndCorrect(DrivenTopology into) {
        publishFamily(into);
        append(
                into,
                Topics.REQUESTS,
                ((KinshipRequest) MOTHERHOOD).getHeader().getApplicantKey(),
                tracedRequest(),
                ASKED,
                0);
        append(into, correction().topic(), correction().key(), tracedCorrection(), CORRECTED, 9);
    }

    private static List<String> tracesOn(DrivenTopology topology, Topic topic) {
        return topology.rawOn(topic).stream()
                .map(record -> TraceParent.read(record.headers()).getTraceId())
                .toList();
    }

    @Test
    void shouldJudgeARequestInItsTraceAndAgainInTheTraceOfTheEventThatTouchedIt() {
        // When
        askAndCorrect(topology);

        // Then
        assertThat(tracesOn(topology, Topics.DECISIONS)).containsExactly(ASKED, CORRECTED);
        assertThat(topology.decisionsOn("family-motherhood"))
                .extracting(decision -> DecisionHeaders.of(decision).getTraceId())
                .containsExactly(ASKED, ASKED);
        assertThat(tracesOn(topology, Topics.QUESTIONS)).contains(ASKED, CORRECTED);
        assertThat(tracesOn(topology, Topics.ANSWERS)).containsOnly(ASKED, CORRECTED);
        assertThat(tracesOn(topology, Topics.ACCESS)).containsOnly(ASKED, CORRECTED);
        assertThat(topology.on(Topics.REQUESTS, Reexamination.class)).hasSize(1);
        assertThat(tracesOn(topology, Topics.REQUESTS)).containsExactly(CORRECTED);

        List<Told> spans = told();
        assertThat(spans.stream()
                        .filter(span -> span.traceId().equals(CORRECTED))
                        .map(Told::name))
                .contains(
                        "fold-records",
                        "send exchange.requests",
                        "open-cases",
                        "send exchange.questions",
                        "answer-questions",
                        "send exchange.answers",
                        "hear-answers",
                        "send exchange.decisions");
        assertThat(spans.stream().filter(span -> span.name().equals("fold-records")))
                .singleElement()
                .satisfies(fold -> {
                    assertThat(fold.parentSpanId()).isEqualTo(SPAN);
                    assertThat(fold.said("huzheng.change.type")).isEqualTo("CORRECTED");
                    assertThat(fold.said("huzheng.record.type")).isEqualTo("org.huzheng.household.Resident");
                    assertThat(fold.said("messaging.destination.name")).isEqualTo("household.resident");
                    assertThat(fold.said("messaging.kafka.offset")).isEqualTo("3");
                });
        assertThat(collector.named("send exchange.decisions"))
                .extracting(sent -> sent.said("huzheng.answer") + " " + sent.said("huzheng.certificate.action"))
                .containsExactly("MATCH ISSUE", "MISMATCH REVOKE");
        assertThat(collector.named("send exchange.decisions"))
                .extracting(sent -> sent.said("huzheng.request.trace_id"))
                .containsOnly(ASKED);
    }

    @Test
    void shouldSayNothingOfWhomRecordsAreAbout() {
        // When
        askAndCorrect(topology);

        // Then
        List<String> people = List.of(
                correction().key(),
                ((KinshipRequest) MOTHERHOOD).getHeader().getApplicantKey(),
                ((KinshipRequest) MOTHERHOOD).getRelativeKey(),
                ((Resident) correction().value()).getHeader().getRecordId());
        assertThat(told()).isNotEmpty().allSatisfy(span -> assertThat(
                        span.attributes().values())
                .noneMatch(said -> people.stream().anyMatch(said::contains)));
    }

    @Test
    void shouldWriteTheSameValuesWhetherTracesAreToldOrNot() {
        // When
        askAndCorrect(topology);

        // Then
        try (DrivenTopology untold = new DrivenTopology(settings -> new Topology(), UnaryOperator.identity())) {
            askAndCorrect(untold);
            for (Topic topic : List.of(Topics.QUESTIONS, Topics.ANSWERS, Topics.ACCESS, Topics.DECISIONS)) {
                assertThat(values(topology, topic)).isNotEmpty().isEqualTo(values(untold, topic));
                assertThat(untold.rawOn(topic))
                        .allSatisfy(record -> assertThat(record.headers().lastHeader(TraceParent.HEADER))
                                .isNull());
            }
        }
    }

    private static List<String> values(DrivenTopology topology, Topic topic) {
        return topology.rawOn(topic).stream()
                .map(record -> HexFormat.of().formatHex(record.value()))
                .toList();
    }

    @Test
    void shouldFindTheTraceInTheValueWhereTheHeaderIsLost() {
        // Given
        publishFamily(topology);

        // When
        topology.ask(tracedRequest(), NOON);

        // Then
        assertThat(tracesOn(topology, Topics.DECISIONS)).containsExactly(ASKED);
    }

    @Test
    void shouldJudgeAgainInTheTraceOfTheRequestWhenNoTraceLedToIt() {
        // Given
        publishFamily(topology);
        topology.ask(tracedRequest(), NOON);

        // When
        later(topology, "child", 1);

        // Then
        assertThat(tracesOn(topology, Topics.DECISIONS)).containsExactly(ASKED, ASKED);
    }

    @Test
    void shouldTellNothingOfWhatIsNotTraced() {
        // When
        certifyMotherhood(topology);
        later(topology, "child", 1);

        // Then
        assertThat(topology.rawOn(Topics.DECISIONS)).hasSize(2).allSatisfy(record -> assertThat(
                        record.headers().lastHeader(TraceParent.HEADER))
                .isNull());
        assertThat(told()).isEmpty();
    }
}

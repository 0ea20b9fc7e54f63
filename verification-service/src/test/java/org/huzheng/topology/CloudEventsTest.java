package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.topology.Scenario.NOON;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.util.List;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.Reexamination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the topology writes is, each record of it, a CloudEvent of its own and not that of the record it follows from. */
class CloudEventsTest {
    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    private List<CloudEvent> eventsOn(Topic topic) {
        try (CloudEventDeserializer reader = new CloudEventDeserializer()) {
            return topology.rawOn(topic).stream()
                    .map(record -> reader.deserialize(topic.name(), record.headers(), record.value()))
                    .toList();
        }
    }

    @Test
    void shouldWriteEveryRecordOfACaseAsAnEventOfItsOwn() {
        // Given
        Scenario.certifyMotherhood(topology);

        // When
        Scenario.later(topology, "child", 1);

        // Then
        for (Topic topic :
                List.of(Topics.REQUESTS, Topics.QUESTIONS, Topics.ANSWERS, Topics.ACCESS, Topics.DECISIONS)) {
            List<CloudEvent> events = eventsOn(topic);
            assertThat(events).as(topic.name()).isNotEmpty().allSatisfy(event -> {
                assertThat(event.getSource()).hasToString("/" + topic.name().replace('.', '/'));
                assertThat(topic.allows(event.getType())).isTrue();
                assertThat(event.getSubject()).isEqualTo("family-motherhood");
                assertThat(event.getExtensionNames()).isEmpty();
            });
            assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        }
        assertThat(eventsOn(Topics.REQUESTS))
                .extracting(CloudEvent::getType)
                .containsOnly(Reexamination.class.getName());
    }

    @Test
    void shouldNameADecisionByItsIdAndItsTimeByTheLastAnswer() {
        // When
        Scenario.certifyMotherhood(topology);

        // Then
        DecisionHeader header = Scenario.lastOnMotherhood(topology);
        assertThat(eventsOn(Topics.DECISIONS)).singleElement().satisfies(event -> {
            assertThat(event.getId()).isEqualTo(header.getDecisionId());
            assertThat(event.getTime().toInstant())
                    .isEqualTo(header.getDecidedAt())
                    .isEqualTo(NOON);
            assertThat(event.getType()).isEqualTo(KinshipDecision.class.getName());
        });
    }

    @Test
    void shouldWritePointersAndTheirMarksAsEvents() {
        // When
        Scenario.publish(topology, Scenario.WORKER);

        // Then
        assertThat(eventsOn(Topics.POINTERS))
                .isNotEmpty()
                .extracting(CloudEvent::getId)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepTheAttributesOutOfItsOwnStores() {
        // When
        Scenario.certifyMotherhood(topology);

        // Then
        for (String store : List.of(Stores.DOSSIERS, Stores.POSITIONS, Stores.CASES)) {
            assertThat(topology.changelogOf(store)).as(store).isNotEmpty().allSatisfy(record -> assertThat(
                            record.headers())
                    .isEmpty());
        }
    }
}

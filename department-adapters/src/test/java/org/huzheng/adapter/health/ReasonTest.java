package org.huzheng.adapter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.huzheng.adapter.lease.LeaseException;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.PublishException;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.wire.RegistryUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new SourceException("away"), Reason.SOURCE_AWAY),
                arguments(new DisappearedException("half of them"), Reason.RECORDS_DISAPPEARED),
                arguments(
                        new KafkaException(new org.apache.kafka.common.errors.TimeoutException("60 s")),
                        Reason.BROKER_AWAY),
                arguments(new PublishException("write", new RuntimeException("broken off")), Reason.BROKER_AWAY),
                arguments(new PublishException("another entry"), Reason.EXCHANGE_DIFFERS),
                arguments(new KafkaException(new RegistryUnavailableException("away", null)), Reason.REGISTRY_AWAY),
                arguments(new TopicAuthorizationException("household.resident"), Reason.EXCHANGE_REFUSES),
                arguments(new KafkaException(new SaslAuthenticationException("no")), Reason.EXCHANGE_REFUSES),
                arguments(LeaseException.heldByAnother("another"), Reason.ANOTHER_ADAPTER),
                arguments(new IllegalStateException("a mistake"), Reason.UNFORESEEN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldSayWhoIsAway(Exception failure, Reason expected) {
        assertThat(Reason.of(failure)).isEqualTo(expected);
    }
}

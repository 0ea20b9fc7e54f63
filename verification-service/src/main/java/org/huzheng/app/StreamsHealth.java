package org.huzheng.app;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KafkaStreams;
import org.reactivestreams.Publisher;

/** Says whether every Streams application of the instance runs: an instance that does not judge is not healthy. */
@Singleton
final class StreamsHealth implements HealthIndicator {
    private final ServiceStreams streams;

    StreamsHealth(ServiceStreams streams) {
        this.streams = streams;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, String> states = new TreeMap<>();
        streams.applications()
                .forEach((id, application) -> states.put(id, application.state().name()));
        boolean running = states.values().stream().allMatch(state -> state.equals(KafkaStreams.State.RUNNING.name()));
        return Publishers.just(HealthResult.builder("streams", running ? HealthStatus.UP : HealthStatus.DOWN)
                .details(states)
                .build());
    }
}

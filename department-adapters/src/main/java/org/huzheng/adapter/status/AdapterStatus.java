package org.huzheng.adapter.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth.Feed;
import org.huzheng.adapter.lease.AdapterLease;
import org.huzheng.adapter.lease.LeaseHolder;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.publish.ProgressGlance;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.RejectedRecord;

/**
 * How an adapter is doing, read from the exchange. Names nobody: the position is the source's own and holds no key.
 *
 * @param department whose adapter it is
 * @param running who runs it; empty while nobody does
 * @param totals what became of all rows so far
 * @param position where the source stands; empty before the first row
 * @param feeds its record topics and how old their last marks are
 * @param quietUntil when its quiet hours are over, while there are any for what it reads
 * @param quarantined rows in quarantine by the code of the rule they broke
 */
public record AdapterStatus(
        Department department,
        Optional<LeaseHolder> running,
        Totals totals,
        Optional<String> position,
        List<Feed> feeds,
        Optional<Instant> quietUntil,
        Map<String, Long> quarantined) {
    private static final Duration POLL = Duration.ofMillis(500);

    public AdapterStatus {
        feeds = List.copyOf(feeds);
        quarantined = java.util.Collections.unmodifiableMap(new TreeMap<>(quarantined));
    }

    /**
     * Reads it.
     *
     * @throws SettingsException if the mapping cannot be read
     * @throws org.apache.kafka.common.KafkaException if the exchange cannot be read
     */
    public static AdapterStatus read(AdapterConfiguration configuration) throws SettingsException {
        Mapping mapping = configuration.readMapping();
        Department department = mapping.department();
        Optional<LeaseHolder> running =
                AdapterLease.holderOf(department, configuration.exchange().kafka());
        try (Consumer<String, byte[]> consumer = configuration.exchange().consumer(department);
                Deserializer<SpecificRecord> values = configuration.exchange().valueDeserializer()) {
            TopicPartition progress =
                    new TopicPartition(Topics.adapterProgressOf(department).name(), 0);
            Optional<Totals> totals = Newest.of(
                    consumer, progress, Long.MAX_VALUE, entry -> ProgressGlance.totals(entry.key(), entry.value()));
            Optional<String> position = totals.isEmpty()
                    ? Optional.empty()
                    : Newest.of(
                            consumer,
                            progress,
                            Long.MAX_VALUE,
                            entry -> ProgressGlance.position(entry.key(), entry.value()));
            Instant now = Instant.now();
            boolean quiet = configuration.pace().isQuietFor(mapping.source().reads(position), now);
            return new AdapterStatus(
                    department,
                    running,
                    totals.orElse(Totals.none()),
                    position,
                    feeds(LastMarks.read(department, consumer, values), now),
                    quiet ? Optional.of(configuration.pace().quietHours().end(now)) : Optional.empty(),
                    quarantined(department, consumer, values));
        }
    }

    private static List<Feed> feeds(LastMarks marks, Instant now) {
        List<Feed> feeds = new ArrayList<>();
        marks.byTopic()
                .forEach((topic, last) -> feeds.add(new Feed(
                        topic.name(),
                        topic.freshness().orElseThrow(),
                        last.map(through -> Duration.between(through, now)))));
        return feeds;
    }

    private static Map<String, Long> quarantined(
            Department department, Consumer<String, byte[]> consumer, Deserializer<SpecificRecord> values) {
        TopicPartition partition =
                new TopicPartition(Topics.quarantineOf(department).name(), 0);
        List<TopicPartition> partitions = List.of(partition);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long end = consumer.endOffsets(partitions).getOrDefault(partition, 0L);
        Map<String, Long> byRule = new TreeMap<>();
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (values.deserialize(partition.topic(), record.value()) instanceof RejectedRecord rejected) {
                    byRule.merge(rejected.getRule(), 1L, Long::sum);
                }
            }
        }
        return byRule;
    }

    /** Whether answers that need one of the feeds are STALE. */
    public boolean isStale() {
        return feeds.stream().anyMatch(Feed::isStale);
    }
}

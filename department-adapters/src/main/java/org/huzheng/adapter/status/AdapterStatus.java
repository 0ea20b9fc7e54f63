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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.ControlReader;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.health.FeedHealth.Feed;
import org.huzheng.adapter.lease.LeaseHolder;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.publish.ProgressGlance;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.settings.SettingsException;

/**
 * How an adapter is doing, read from the exchange. Names nobody: the position is the source's own and holds no key.
 *
 * @param department whose adapter it is
 * @param running who runs it; empty while nobody does
 * @param totals what became of all rows so far
 * @param position where the source stands; empty before the first row
 * @param feeds its record topics and how old their last marks are
 * @param pausedSince since when its operators have had it hold the feed; empty while they have not
 * @param quietUntil when its quiet hours are over, while there are any for what it reads
 * @param refusedDumps full dumps that were refused and in whose place none was taken yet
 * @param quarantined rows in quarantine by the code of the rule they broke
 */
public record AdapterStatus(
        Department department,
        Optional<LeaseHolder> running,
        Totals totals,
        Optional<String> position,
        List<Feed> feeds,
        Optional<Instant> pausedSince,
        Optional<Instant> quietUntil,
        List<SourceSettings.RefusedDump> refusedDumps,
        Map<String, Long> quarantined) {
    public AdapterStatus {
        feeds = List.copyOf(feeds);
        refusedDumps = List.copyOf(refusedDumps);
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
                LeaseHolder.now(department, configuration.exchange().kafka());
        try (Consumer<String, byte[]> consumer = configuration.exchange().reader(department, "adapter-status");
                Deserializer<SpecificRecord> values = configuration.exchange().valueDeserializer(department)) {
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
                    pausedSince(configuration, department),
                    quiet ? Optional.of(configuration.pace().quietHours().end(now)) : Optional.empty(),
                    mapping.source().refusedDumps(position, mapping.origins()),
                    new QuarantineReader(consumer, values, department).countByRule());
        }
    }

    private static Optional<Instant> pausedSince(AdapterConfiguration configuration, Department department) {
        try (ControlReader control = ControlReader.open(configuration.exchange(), department)) {
            return control.readToEnd().pause().map(Order.Pause::at);
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

    /** Whether answers that need one of the feeds are STALE. */
    public boolean isStale() {
        return feeds.stream().anyMatch(Feed::isStale);
    }
}

package org.huzheng.broker.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.wire.Compatibility;

/** What the catalogue of topics and the list of grants declare, as a state that can be planned for. */
public final class CatalogueState {
    /** Answers carry many rows; the broker's own limit is as large. */
    private static final int LARGEST_MESSAGE_BYTES = 9 * 1024 * 1024;

    private CatalogueState() {}

    /**
     * Everything that is declared.
     *
     * @param catalogue the departments of the exchange
     * @param generationPartitions partitions of every co-partitioned topic, fixed for this generation of the exchange
     */
    public static DesiredState of(Catalogue catalogue, int generationPartitions) {
        List<DesiredTopic> topics = new ArrayList<>();
        topics.add(registryTopic());
        List<DesiredSubject> subjects = new ArrayList<>();
        for (Topic topic : catalogue.topics()) {
            int partitions =
                    switch (topic.partitioning()) {
                        case GENERATION -> generationPartitions;
                        case SINGLE -> 1;
                    };
            topics.add(new DesiredTopic(topic.name(), partitions, config(topic.cleanup())));
            for (Schema schema : topic.schemas()) {
                subjects.add(
                        new DesiredSubject(topic.subjectOf(schema), schema.toString(), Compatibility.FULL_TRANSITIVE));
            }
        }
        return new DesiredState(topics, ExchangeGrants.principals(catalogue), ExchangeGrants.all(catalogue), subjects);
    }

    /** What must be there before the registry can start; apply only the additions of a plan for it. */
    public static DesiredState registryFoundation() {
        return new DesiredState(
                List.of(registryTopic()),
                Set.of(EmbeddedRegistry.PRINCIPAL),
                Set.copyOf(ExchangeGrants.ofRegistry()),
                List.of());
    }

    private static DesiredTopic registryTopic() {
        return new DesiredTopic(EmbeddedRegistry.TOPIC, 1, config(Topic.Cleanup.COMPACTED));
    }

    private static Map<String, String> config(Topic.Cleanup cleanup) {
        Map<String, String> config = new TreeMap<>();
        config.put("message.timestamp.type", "LogAppendTime");
        config.put("max.message.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        switch (cleanup) {
            case KEPT_FOR_EVER -> {
                config.put("cleanup.policy", "delete");
                config.put("retention.ms", "-1");
                config.put("retention.bytes", "-1");
            }
            case COMPACTED -> config.put("cleanup.policy", "compact");
            case EXPIRES_AFTER_90_DAYS -> {
                config.put("cleanup.policy", "compact,delete");
                // What is taken out is erased within days, however little is written.
                config.put(
                        "max.compaction.lag.ms",
                        Long.toString(Duration.ofDays(1).toMillis()));
                config.put("retention.ms", Long.toString(Topics.REJECTED_ROWS_KEPT.toMillis()));
                config.put("retention.bytes", "-1");
            }
        }
        return config;
    }
}

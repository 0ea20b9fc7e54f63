package org.huzheng.app;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/** The generation of the exchange an instance works on. */
public final class Generation {
    private static final int PATIENCE_MILLIS = 120_000;

    private Generation() {}

    /**
     * Partitions of every co-partitioned topic, fixed for the generation.
     *
     * @param kafka address and login
     * @throws ServiceStartFailure if the exchange does not say
     */
    public static int partitions(Map<String, Object> kafka) throws InterruptedException {
        Topic topic = Topics.REQUESTS;
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeTopics(List.of(topic.name())).allTopicNames().get().values().stream()
                    .mapToInt(Generation::partitionsOf)
                    .sum();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ServiceStartFailure("kafka: expected an exchange with the topic " + topic.name() + ", found "
                    + cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
    }

    /** Partition a key belongs to, as every producer's own partitioner has it. */
    static int partitionOf(String key, int partitions) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static int partitionsOf(TopicDescription topic) {
        return topic.partitions().size();
    }
}

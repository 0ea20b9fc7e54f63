package org.huzheng.broker.exchange;

import java.util.List;
import org.huzheng.broker.plan.Refusal;

/**
 * How an exchange is at this moment.
 *
 * @param clusterId Kafka's id of the cluster
 * @param brokers how many brokers answer
 * @param topics sorted by name
 * @param subjects sorted by name
 * @param principals sorted
 * @param grants how many permissions are in force
 * @param pendingChanges how many changes a plan would make now
 * @param refusals differences no plan closes
 */
public record ExchangeStatus(
        String clusterId,
        int brokers,
        List<TopicStatus> topics,
        List<SubjectStatus> subjects,
        List<String> principals,
        int grants,
        int pendingChanges,
        List<Refusal> refusals) {
    public ExchangeStatus {
        topics = List.copyOf(topics);
        subjects = List.copyOf(subjects);
        principals = List.copyOf(principals);
        refusals = List.copyOf(refusals);
    }

    /**
     * A topic.
     *
     * @param offsets offsets from its beginning to its end over all partitions: records, plus one for each end of a transaction
     */
    public record TopicStatus(String name, int partitions, long offsets) {}

    /**
     * A subject.
     *
     * @param level compatibility level of its own, or "(global)"
     */
    public record SubjectStatus(String name, int versions, String level) {}
}

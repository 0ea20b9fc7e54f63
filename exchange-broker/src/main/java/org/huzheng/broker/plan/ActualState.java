package org.huzheng.broker.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.huzheng.wire.Compatibility;

/**
 * What an exchange was found to hold.
 *
 * @param topics by name, Kafka's own excepted
 * @param principals SASL users, the node's own and the admin excepted
 * @param subjects by name
 */
public record ActualState(
        Map<String, ActualTopic> topics,
        Set<String> principals,
        Set<AclBinding> acls,
        Map<String, ActualSubject> subjects) {
    public ActualState {
        topics = Map.copyOf(topics);
        principals = Set.copyOf(principals);
        acls = Set.copyOf(acls);
        subjects = Map.copyOf(subjects);
    }

    /**
     * A topic as found.
     *
     * @param config what is set on the topic itself, without what it inherits
     */
    public record ActualTopic(int partitions, Map<String, String> config) {
        public ActualTopic {
            config = Map.copyOf(config);
        }
    }

    /**
     * A subject as found.
     *
     * @param schemas canonical JSON of its versions, oldest first
     * @param level its own level, if it has one
     */
    public record ActualSubject(List<String> schemas, Optional<Compatibility> level) {
        public ActualSubject {
            schemas = List.copyOf(schemas);
        }
    }
}

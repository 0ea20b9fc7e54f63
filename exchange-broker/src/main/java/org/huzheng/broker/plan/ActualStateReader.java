package org.huzheng.broker.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.huzheng.broker.plan.ActualState.ActualSubject;
import org.huzheng.broker.plan.ActualState.ActualTopic;
import org.huzheng.wire.SchemaRegistry;
import org.huzheng.wire.SchemaRegistryException;

/** Reads what an exchange holds. */
public final class ActualStateReader {
    /** The node's own principals and the admin: they exist before any plan. */
    private static final Set<String> NODE_PRINCIPALS = Set.of("broker", "admin");

    private final Admin admin;
    private final Optional<SchemaRegistry> registry;

    /**
     * Reads through these clients.
     *
     * @param registry empty to leave subjects out
     */
    public ActualStateReader(Admin admin, Optional<SchemaRegistry> registry) {
        this.admin = admin;
        this.registry = registry;
    }

    /**
     * Reads everything now.
     *
     * @throws ExchangeUnreachable if the broker does not answer
     * @throws SchemaRegistryException if the registry does not
     */
    public ActualState read() {
        return new ActualState(topics(), principals(), acls(), subjects());
    }

    private Map<String, ActualTopic> topics() {
        Set<String> names = KafkaCalls.await("list topics", admin.listTopics().names());
        Map<String, TopicDescription> descriptions =
                KafkaCalls.await("describe topics", admin.describeTopics(names).allTopicNames());
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs = KafkaCalls.await(
                "describe topic settings", admin.describeConfigs(resources).all());
        Map<String, ActualTopic> topics = new HashMap<>();
        configs.forEach((resource, config) -> {
            TopicDescription description = descriptions.get(resource.name());
            if (description != null) {
                topics.put(
                        resource.name(),
                        new ActualTopic(description.partitions().size(), own(config)));
            }
        });
        return topics;
    }

    private static Map<String, String> own(Config config) {
        Map<String, String> own = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG && entry.value() != null) {
                own.put(entry.name(), entry.value());
            }
        }
        return own;
    }

    private Set<String> principals() {
        Set<String> users = new HashSet<>(KafkaCalls.await(
                "list principals", admin.describeUserScramCredentials().users()));
        users.removeAll(NODE_PRINCIPALS);
        return users;
    }

    private Set<AclBinding> acls() {
        Collection<AclBinding> acls = KafkaCalls.await(
                "list permissions", admin.describeAcls(AclBindingFilter.ANY).values());
        return new HashSet<>(acls);
    }

    private Map<String, ActualSubject> subjects() {
        Map<String, ActualSubject> subjects = new HashMap<>();
        registry.ifPresent(
                known -> known.subjects().forEach(subject -> subjects.put(subject, subject(known, subject))));
        return subjects;
    }

    private static ActualSubject subject(SchemaRegistry registry, String subject) {
        // Parsed and printed again: foreign registries may keep blanks and the order of attributes as they came.
        List<String> schemas = registry.versions(subject).stream()
                .map(version -> version.schema().toString())
                .toList();
        return new ActualSubject(schemas, registry.compatibilityOf(subject));
    }
}

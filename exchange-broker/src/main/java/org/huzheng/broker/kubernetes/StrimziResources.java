package org.huzheng.broker.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.grants.Grant;
import org.huzheng.broker.plan.DesiredState;
import org.huzheng.broker.plan.DesiredTopic;

/**
 * A declared state as custom resources of Strimzi (API {@value #API_VERSION}): a {@code KafkaTopic} for each topic, a {@code KafkaUser} with its grants, from any host, for each
 * principal. Sorted by name, so that the same state gives the same text. Schemas are not among them: {@code huzheng exchange apply} registers those.
 */
public final class StrimziResources {
    static final String API_VERSION = "kafka.strimzi.io/v1beta2";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** The one who runs {@code huzheng exchange apply}; the cluster names it among its super users. */
    private static final String ADMIN = "admin";

    private final DesiredState desired;
    private final String cluster;
    private final int replicas;

    /**
     * Resources of a cluster.
     *
     * @param cluster name of Strimzi's {@code Kafka} resource
     * @param replicas how many brokers keep each record
     */
    public StrimziResources(DesiredState desired, String cluster, int replicas) {
        this.desired = desired;
        this.cluster = cluster;
        this.replicas = replicas;
    }

    /** Every topic. */
    public List<ObjectNode> topics() {
        return desired.topics().stream()
                .sorted(Comparator.comparing(DesiredTopic::name))
                .map(this::topic)
                .toList();
    }

    /** Every principal and the admin. */
    public List<ObjectNode> users() {
        TreeSet<String> principals = new TreeSet<>(desired.principals());
        principals.add(ADMIN);
        return principals.stream().map(this::user).toList();
    }

    private ObjectNode topic(DesiredTopic topic) {
        // Names of resources hold no underscore (RFC 1123); the topic's own name stands in the specification.
        ObjectNode resource = resource("KafkaTopic", topic.name().replaceFirst("^_+", ""));
        ObjectNode spec = resource.putObject("spec");
        spec.put("topicName", topic.name());
        spec.put("partitions", topic.partitions());
        spec.put("replicas", replicas);
        ObjectNode config = spec.putObject("config");
        new TreeMap<>(topic.config()).forEach(config::put);
        return resource;
    }

    private ObjectNode user(String principal) {
        ObjectNode resource = resource("KafkaUser", principal);
        ObjectNode spec = resource.putObject("spec");
        spec.putObject("authentication").put("type", "scram-sha-512");
        Map<Target, TreeSet<String>> grants = desired.grants().stream()
                .filter(grant -> grant.principal().equals(principal))
                .collect(Collectors.groupingBy(
                        Target::of,
                        TreeMap::new,
                        Collectors.mapping(
                                grant -> operation(grant.operation()), Collectors.toCollection(TreeSet::new))));
        if (!grants.isEmpty()) {
            ObjectNode authorization = spec.putObject("authorization");
            authorization.put("type", "simple");
            ArrayNode acls = authorization.putArray("acls");
            grants.forEach((target, operations) -> {
                ObjectNode acl = acls.addObject();
                acl.set("resource", target.asJson());
                ArrayNode allowed = acl.putArray("operations");
                operations.forEach(allowed::add);
            });
        }
        return resource;
    }

    private ObjectNode resource(String kind, String name) {
        ObjectNode resource = JSON.objectNode();
        resource.put("apiVersion", API_VERSION).put("kind", kind);
        ObjectNode metadata = resource.putObject("metadata");
        metadata.put("name", name);
        metadata.putObject("labels").put("strimzi.io/cluster", cluster);
        return resource;
    }

    /** DESCRIBE_CONFIGS as Strimzi writes it: DescribeConfigs. */
    private static String operation(AclOperation operation) {
        StringBuilder name = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /** What a grant is for. */
    private record Target(ResourceType type, String name, boolean prefixed) implements Comparable<Target> {
        private static final Comparator<Target> ORDER =
                Comparator.comparing(Target::type).thenComparing(Target::name).thenComparing(Target::prefixed);

        static Target of(Grant grant) {
            return new Target(grant.resource(), grant.name(), grant.prefixed());
        }

        ObjectNode asJson() {
            ObjectNode json = JSON.objectNode();
            switch (type) {
                // There is one cluster, and it has no name here.
                case CLUSTER -> json.put("type", "cluster");
                case TOPIC -> json.put("type", "topic");
                case GROUP -> json.put("type", "group");
                case TRANSACTIONAL_ID -> json.put("type", "transactionalId");
                default ->
                    throw new IllegalArgumentException("grant: expected a resource Strimzi knows, found " + type);
            }
            if (type != ResourceType.CLUSTER) {
                json.put("name", name).put("patternType", prefixed ? "prefix" : "literal");
            }
            return json;
        }

        @Override
        public int compareTo(Target other) {
            return ORDER.compare(this, other);
        }
    }
}

package org.huzheng.broker.exchange;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.huzheng.broker.embedded.ClientAccess;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.ExchangeStatus.SubjectStatus;
import org.huzheng.broker.exchange.ExchangeStatus.TopicStatus;
import org.huzheng.broker.plan.ActualState;
import org.huzheng.broker.plan.ActualStateReader;
import org.huzheng.broker.plan.ApplyFailure;
import org.huzheng.broker.plan.CatalogueState;
import org.huzheng.broker.plan.DesiredState;
import org.huzheng.broker.plan.ExchangeUnreachable;
import org.huzheng.broker.plan.KafkaCalls;
import org.huzheng.broker.plan.Plan;
import org.huzheng.broker.plan.PlanApply;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;
import org.huzheng.wire.SchemaRegistry;
import org.huzheng.wire.SchemaRegistryException;

/** The operator's three verbs, as values for a command line to print. Connects as the admin, anew for each call. */
public final class ExchangeOperations {
    /** An operator who waits at a console is told early that the registry is away. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(20);

    private final ExchangeAddress address;
    private final DesiredState desired;

    /** Operates an exchange towards a declared state. */
    public ExchangeOperations(ExchangeAddress address, DesiredState desired) {
        this.address = Objects.requireNonNull(address, "address");
        this.desired = Objects.requireNonNull(desired, "desired");
    }

    /** Operates an exchange towards what a catalogue declares, with this many partitions per co-partitioned topic. */
    public static ExchangeOperations ofCatalogue(
            ExchangeAddress address, Catalogue catalogue, int generationPartitions) {
        return new ExchangeOperations(address, CatalogueState.of(catalogue, generationPartitions));
    }

    /**
     * Brings about what must be there before a registry can start: its topic, its principal and its grants. Adds only.
     *
     * @throws ExchangeUnreachable if the broker does not answer
     * @throws ApplyFailure naming the change that could not be made
     */
    public static Plan prepareRegistry(ClientAccess access) {
        try (Admin admin = Admin.create(access.clientConfig(EmbeddedBroker.ADMIN))) {
            Plan plan = Plan.between(
                            CatalogueState.registryFoundation(), new ActualStateReader(admin, Optional.empty()).read())
                    .addingOnly();
            new PlanApply(admin, Optional.empty(), access.secrets()).apply(plan);
            return plan;
        }
    }

    /**
     * What would be changed; changes nothing.
     *
     * @throws ExchangeUnreachable if the broker does not answer
     * @throws SchemaRegistryException if the registry does not
     */
    public Plan plan() {
        try (Admin admin = Admin.create(address.adminConfig())) {
            return Plan.between(desired, actual(admin));
        }
    }

    /**
     * Makes the changes and returns the plan that was carried out.
     *
     * @throws ExchangeUnreachable if the broker does not answer
     * @throws SchemaRegistryException if the registry does not
     * @throws ApplyFailure naming the change that could not be made; those before it stand
     */
    public Plan apply() {
        try (Admin admin = Admin.create(address.adminConfig())) {
            Plan plan = Plan.between(desired, actual(admin));
            new PlanApply(admin, Optional.of(registry()), address.access().secrets()).apply(plan);
            return plan;
        }
    }

    /**
     * How the exchange is.
     *
     * @throws ExchangeUnreachable if the broker does not answer
     * @throws SchemaRegistryException if the registry does not
     */
    public ExchangeStatus status() {
        try (Admin admin = Admin.create(address.adminConfig())) {
            ActualState actual = actual(admin);
            Plan plan = Plan.between(desired, actual);
            DescribeClusterResult cluster = admin.describeCluster();
            return new ExchangeStatus(
                    await(cluster.clusterId()),
                    await(cluster.nodes()).size(),
                    topics(admin, actual),
                    subjects(actual),
                    List.copyOf(new TreeSet<>(actual.principals())),
                    actual.acls().size(),
                    plan.changes().size(),
                    plan.refusals());
        }
    }

    private ActualState actual(Admin admin) {
        return new ActualStateReader(admin, Optional.of(registry())).read();
    }

    private SchemaRegistry registry() {
        return new HttpSchemaRegistry(new RegistrySettings(
                List.of(URI.create(address.registryUrl() + "/")),
                Optional.of(address.registryUserInfo()),
                address.access().trust(),
                REGISTRY_PATIENCE));
    }

    private static List<TopicStatus> topics(Admin admin, ActualState actual) {
        Map<TopicPartition, OffsetSpec> beginnings = new HashMap<>();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        actual.topics().forEach((name, topic) -> {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                beginnings.put(new TopicPartition(name, partition), OffsetSpec.earliest());
                ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
        });
        Map<String, Long> offsets = new TreeMap<>();
        actual.topics().keySet().forEach(name -> offsets.put(name, 0L));
        add(offsets, await(admin.listOffsets(ends).all()), 1);
        add(offsets, await(admin.listOffsets(beginnings).all()), -1);
        return offsets.entrySet().stream()
                .map(entry -> new TopicStatus(
                        entry.getKey(),
                        Objects.requireNonNull(actual.topics().get(entry.getKey()))
                                .partitions(),
                        entry.getValue()))
                .toList();
    }

    private static void add(Map<String, Long> sums, Map<TopicPartition, ListOffsetsResultInfo> positions, int sign) {
        positions.forEach((partition, position) -> sums.merge(partition.topic(), sign * position.offset(), Long::sum));
    }

    private static List<SubjectStatus> subjects(ActualState actual) {
        return actual.subjects().entrySet().stream()
                .map(entry -> new SubjectStatus(
                        entry.getKey(),
                        entry.getValue().schemas().size(),
                        entry.getValue().level().map(Enum::name).orElse("(global)")))
                .sorted(Comparator.comparing(SubjectStatus::name))
                .toList();
    }

    private static <T> T await(KafkaFuture<T> promise) {
        return KafkaCalls.await("describe the exchange", promise);
    }
}

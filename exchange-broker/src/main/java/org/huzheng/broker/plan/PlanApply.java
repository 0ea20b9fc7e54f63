package org.huzheng.broker.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.huzheng.broker.embedded.Secrets;
import org.huzheng.wire.SchemaRegistry;
import org.huzheng.wire.SchemaRegistryException;

/** Makes the changes of a plan, one after the other, in its order. */
public final class PlanApply {
    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;
    private final Optional<SchemaRegistry> registry;
    private final Secrets secrets;

    /**
     * Applies through these clients.
     *
     * @param registry needed if the plan changes subjects
     * @param secrets where passwords of new principals are drawn
     */
    public PlanApply(Admin admin, Optional<SchemaRegistry> registry, Secrets secrets) {
        this.admin = admin;
        this.registry = registry;
        this.secrets = secrets;
    }

    /**
     * Makes every change of the plan.
     *
     * @throws ApplyFailure naming the change that could not be made
     */
    public void apply(Plan plan) {
        List<Pending> pending = new ArrayList<>();
        Class<?> kind = Plan.class;
        for (Change change : plan.changes()) {
            // Changes of one kind do not depend on each other: they travel together, and the next kind waits for them.
            if (change.getClass() != kind) {
                await(pending);
                kind = change.getClass();
            }
            pending.add(new Pending(change, start(change)));
        }
        await(pending);
    }

    private record Pending(Change change, KafkaFuture<?> promise) {}

    private static void await(List<Pending> pending) {
        for (Pending one : pending) {
            try {
                KafkaCalls.await("finish", one.promise());
            } catch (ExchangeUnreachable e) {
                throw new ApplyFailure("expected to apply " + one.change() + ", found: " + e.getMessage(), e);
            }
        }
        pending.clear();
    }

    // An instanceof chain because Java 17 has no pattern switch; the last branch guards its completeness.
    private KafkaFuture<?> start(Change change) {
        if (change instanceof Change.CreateTopic create) {
            return create(create.topic());
        }
        if (change instanceof Change.AlterTopicConfig alter) {
            return alter(alter);
        }
        if (change instanceof Change.CreatePrincipal create) {
            return admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            create.principal(),
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, SCRAM_ITERATIONS),
                            secrets.passwordOf(create.principal()))))
                    .all();
        }
        if (change instanceof Change.AddAcl add) {
            return admin.createAcls(List.of(add.acl())).all();
        }
        if (change instanceof Change.SetCompatibility set) {
            return registered(change, known -> known.setCompatibility(set.subject(), set.to()));
        }
        if (change instanceof Change.RegisterSchema register) {
            return registered(
                    change, known -> known.register(register.subject(), new Schema.Parser().parse(register.schema())));
        }
        if (change instanceof Change.RemoveAcl remove) {
            return admin.deleteAcls(List.of(remove.acl().toFilter())).all();
        }
        if (change instanceof Change.RemovePrincipal remove) {
            return admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion(remove.principal(), ScramMechanism.SCRAM_SHA_256)))
                    .all();
        }
        throw new IllegalArgumentException("expected a known change, found " + change.getClass());
    }

    private KafkaFuture<?> create(DesiredTopic topic) {
        NewTopic wanted = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty());
        return admin.createTopics(List.of(wanted.configs(topic.config()))).all();
    }

    private KafkaFuture<?> alter(Change.AlterTopicConfig alter) {
        Collection<AlterConfigOp> operations = alter.settings().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.name(), setting.to().orElse("")),
                        setting.to().isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE))
                .toList();
        return admin.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, alter.topic()), operations))
                .all();
    }

    private KafkaFuture<?> registered(Change change, Consumer<SchemaRegistry> call) {
        SchemaRegistry known = registry.orElseThrow(
                () -> new IllegalStateException("expected a registry to apply " + change + ", found none configured"));
        try {
            call.accept(known);
        } catch (SchemaRegistryException e) {
            throw new ApplyFailure("expected to apply " + change + ", found: " + e.getMessage(), e);
        }
        return KafkaFuture.completedFuture(null);
    }
}

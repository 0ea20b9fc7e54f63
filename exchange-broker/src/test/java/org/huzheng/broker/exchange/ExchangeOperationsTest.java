package org.huzheng.broker.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.plan.Change;
import org.huzheng.broker.plan.Plan;
import org.huzheng.broker.plan.Refusal;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExchangeOperationsTest {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @Test
    void shouldPlanNothingAfterApplyAndAfterARestart() {
        // Given
        Plan applied = EXCHANGE.operations().plan();
        ExchangeStatus before = EXCHANGE.operations().status();

        // When
        EXCHANGE.stop();
        EXCHANGE.start();

        // Then
        assertThat(applied).isEqualTo(new Plan(List.of(), List.of()));
        assertThat(EXCHANGE.operations().plan()).isEqualTo(applied);
        assertThat(EXCHANGE.operations().status()).isEqualTo(before);
        assertThat(before.topics()).hasSize(Topics.all().size() + 1);
        assertThat(before.subjects())
                .hasSize(Topics.all().stream()
                        .mapToInt(topic -> topic.schemas().size())
                        .sum())
                .allSatisfy(subject -> assertThat(subject.level()).isEqualTo("FULL_TRANSITIVE"));
        assertThat(before.pendingChanges()).isZero();
    }

    @Test
    void shouldTakeBackWhatSomebodyChangedByHand() throws Exception {
        // Given
        AclBinding planted = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, Topics.DECISIONS.name(), PatternType.LITERAL),
                new AccessControlEntry("User:household", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
        try (Admin admin = Admin.create(EXCHANGE.adminConfig())) {
            admin.createAcls(List.of(planted)).all().get();
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.DECISIONS.name()),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }

        // When
        Plan plan = EXCHANGE.operations().apply();

        // Then
        assertThat(plan.changes()).hasSize(2).contains(new Change.RemoveAcl(planted));
        assertThat(EXCHANGE.operations().plan().isEmpty()).isTrue();
    }

    @Test
    void shouldReportADifferentPartitionCountInsteadOfChangingIt() {
        // Given
        ExchangeOperations wider = ExchangeOperations.ofCatalogue(EXCHANGE.address(), Catalogue.JUDGED, 6);

        // When
        Plan plan = wider.apply();

        // Then
        assertThat(plan.refusals()).contains(new Refusal.PartitionsDiffer(Topics.DECISIONS.name(), 6, 3));
        assertThat(EXCHANGE.operations().plan()).isEqualTo(new Plan(List.of(), List.of()));
    }

    @Test
    void shouldFindTheExchangeByItsDirectory() {
        // Given // When
        ExchangeAddress found = ExchangeAddress.ofDirectory(EXCHANGE.directory());

        // Then
        assertThat(found.bootstrap()).isEqualTo(EXCHANGE.bootstrap());
        assertThat(found.registryUrl()).isEqualTo(EXCHANGE.registryUrl());
        assertThat(found.clientConfig("auditor")).isEqualTo(EXCHANGE.clientConfig("auditor"));
    }
}

package org.huzheng.broker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.grants.Grant;
import org.huzheng.broker.plan.ActualState.ActualSubject;
import org.huzheng.broker.plan.ActualState.ActualTopic;
import org.huzheng.broker.plan.Change.AlterTopicConfig;
import org.huzheng.broker.plan.Change.AlterTopicConfig.Setting;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.wire.Compatibility;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final ActualState NOTHING = new ActualState(Map.of(), Set.of(), Set.of(), Map.of());
    private static final Grant WRITE_RESIDENTS =
            new Grant("household", ResourceType.TOPIC, "household.resident", false, AclOperation.WRITE);
    private static final Grant OWN_STORES =
            new Grant("verification", ResourceType.TOPIC, "verification", true, AclOperation.CREATE);
    private static final DesiredSubject SUBJECT =
            new DesiredSubject("household.resident-R", "\"string\"", Compatibility.FULL_TRANSITIVE);
    private static final DesiredState DESIRED = new DesiredState(
            List.of(new DesiredTopic("household.resident", 6, Map.of("retention.ms", "-1"))),
            Set.of("household", "verification"),
            Set.of(WRITE_RESIDENTS, OWN_STORES),
            List.of(SUBJECT));

    private static ActualState reached() {
        return new ActualState(
                Map.of("household.resident", new ActualTopic(6, Map.of("retention.ms", "-1"))),
                Set.of("household", "verification"),
                Set.of(WRITE_RESIDENTS.binding(), OWN_STORES.binding()),
                Map.of(
                        SUBJECT.name(),
                        new ActualSubject(List.of(SUBJECT.schema()), Optional.of(Compatibility.FULL_TRANSITIVE))));
    }

    @Test
    void shouldCreateEverythingOnAnEmptyExchangeAndSetTheLevelBeforeTheSchema() {
        // Given // When
        Plan plan = Plan.between(DESIRED, NOTHING);

        // Then
        assertThat(plan.changes().stream().map(change -> change.getClass().getSimpleName()))
                .containsExactly(
                        "CreateTopic",
                        "CreatePrincipal",
                        "CreatePrincipal",
                        "AddAcl",
                        "AddAcl",
                        "SetCompatibility",
                        "RegisterSchema");
        assertThat(plan.refusals()).isEmpty();
    }

    @Test
    void shouldPlanNothingWhenTheDeclaredStateIsReached() {
        assertThat(Plan.between(DESIRED, reached())).isEqualTo(new Plan(List.of(), List.of()));
    }

    @Test
    void shouldGiveTheSamePlanForTheSameStates() {
        // Given
        DesiredState catalogue = CatalogueState.of(Catalogue.JUDGED, 6);

        // When
        Plan first = Plan.between(catalogue, NOTHING);
        Plan second = Plan.between(CatalogueState.of(Catalogue.JUDGED, 6), NOTHING);

        // Then
        assertThat(first).isEqualTo(second);
        assertThat(first.changes()).hasSizeGreaterThan(100);
    }

    @Test
    void shouldAddBeforeItTakesAway() {
        // Given
        ActualState stale = new ActualState(
                Map.of(),
                Set.of("former"),
                Set.of(allow("former", "household.resident"), deny("household", "household.resident")),
                Map.of());

        // When
        Plan plan = Plan.between(DESIRED, stale);

        // Then
        assertThat(plan.changes().stream().map(Change::takesAway)).isSorted();
        assertThat(plan.changes())
                .contains(
                        new Change.RemoveAcl(allow("former", "household.resident")),
                        new Change.RemoveAcl(deny("household", "household.resident")),
                        new Change.RemovePrincipal("former"));
        assertThat(plan.addingOnly().changes()).noneMatch(Change::takesAway);
    }

    @Test
    void shouldSetAndUnsetTopicSettingsThatDiffer() {
        // Given
        Map<String, ActualTopic> topics = new HashMap<>();
        topics.put("household.resident", new ActualTopic(6, Map.of("retention.ms", "1000", "segment.ms", "5")));

        // When
        Plan plan = Plan.between(DESIRED, withTopics(topics));

        // Then
        assertThat(plan.changes())
                .containsExactly(new AlterTopicConfig(
                        "household.resident",
                        List.of(
                                new Setting("retention.ms", Optional.of("1000"), Optional.of("-1")),
                                new Setting("segment.ms", Optional.of("5"), Optional.empty()))));
    }

    @Test
    void shouldRefuseToChangePartitionsAndToDeleteTopics() {
        // Given
        Map<String, ActualTopic> topics = new HashMap<>(reached().topics());
        topics.put("household.resident", new ActualTopic(12, Map.of("retention.ms", "-1")));
        topics.put("somebody.elses", new ActualTopic(1, Map.of()));
        topics.put("verification-judging-dossiers-changelog", new ActualTopic(6, Map.of("cleanup.policy", "compact")));

        // When
        Plan plan = Plan.between(DESIRED, withTopics(topics));

        // Then
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.refusals())
                .containsExactly(
                        new Refusal.PartitionsDiffer("household.resident", 6, 12),
                        new Refusal.TopicNotDeclared("somebody.elses"));
    }

    @Test
    void shouldRefuseToGoBackToASchemaThatALaterOneFollows() {
        // Given
        ActualState later = new ActualState(
                reached().topics(),
                reached().principals(),
                reached().acls(),
                Map.of(
                        SUBJECT.name(),
                        new ActualSubject(
                                List.of(SUBJECT.schema(), "\"bytes\""), Optional.of(Compatibility.FULL_TRANSITIVE))));

        // When
        Plan plan = Plan.between(DESIRED, later);

        // Then
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.refusals()).containsExactly(new Refusal.SchemaSuperseded(SUBJECT.name(), 1, 2));
    }

    @Test
    void shouldRefuseAGrantToAnUndeclaredPrincipal() {
        assertThatThrownBy(() -> new DesiredState(List.of(), Set.of(), Set.of(WRITE_RESIDENTS), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("household");
    }

    @Test
    void shouldDeclareEveryTopicOfTheCatalogueWithAppendTime() {
        assertThat(CatalogueState.of(Catalogue.JUDGED, 6).topics()).allSatisfy(topic -> assertThat(topic.config())
                .containsEntry("message.timestamp.type", "LogAppendTime"));
        assertThat(CatalogueState.of(Catalogue.JUDGED, 6).grants().stream()
                        .filter(grant -> grant.principal().equals("auditor"))
                        .map(Grant::operation)
                        .collect(Collectors.toSet()))
                .containsExactly(AclOperation.READ);
    }

    private static ActualState withTopics(Map<String, ActualTopic> topics) {
        return new ActualState(
                topics, reached().principals(), reached().acls(), reached().subjects());
    }

    private static AclBinding allow(String principal, String topic) {
        return acl(principal, topic, AclPermissionType.ALLOW);
    }

    private static AclBinding deny(String principal, String topic) {
        return acl(principal, topic, AclPermissionType.DENY);
    }

    private static AclBinding acl(String principal, String topic, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, "*", AclOperation.WRITE, permission));
    }
}

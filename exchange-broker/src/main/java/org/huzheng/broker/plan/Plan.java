package org.huzheng.broker.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.grants.Grant;
import org.huzheng.broker.plan.ActualState.ActualSubject;
import org.huzheng.broker.plan.ActualState.ActualTopic;
import org.huzheng.broker.plan.Change.AlterTopicConfig;
import org.huzheng.broker.plan.Change.AlterTopicConfig.Setting;

/**
 * How to get from what is there to what is declared. Depends on nothing but the two; the same two give the same plan, in the same order.
 *
 * @param changes in the order they are to be made: adds before deletes
 * @param refusals differences that stay
 */
public record Plan(List<Change> changes, List<Refusal> refusals) {
    public Plan {
        changes = List.copyOf(changes);
        refusals = List.copyOf(refusals);
    }

    /** Compares; no side effects. */
    public static Plan between(DesiredState desired, ActualState actual) {
        List<Change> changes = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        topics(desired, actual, changes, refusals);
        principals(desired, actual, changes);
        Set<AclBinding> declared = new HashSet<>();
        desired.grants().forEach(grant -> declared.add(grant.binding()));
        sorted(declared)
                .filter(acl -> !actual.acls().contains(acl))
                .forEach(acl -> changes.add(new Change.AddAcl(acl)));
        subjects(desired, actual, changes, refusals);
        sorted(actual.acls())
                .filter(acl -> !declared.contains(acl))
                .forEach(acl -> changes.add(new Change.RemoveAcl(acl)));
        new TreeSet<>(actual.principals())
                .stream()
                        .filter(principal -> !desired.principals().contains(principal))
                        .forEach(principal -> changes.add(new Change.RemovePrincipal(principal)));
        return new Plan(changes, refusals);
    }

    /** Whether there is nothing to change; refusals may remain. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The same plan without whatever takes something away. */
    public Plan addingOnly() {
        return new Plan(changes.stream().filter(change -> !change.takesAway()).toList(), refusals);
    }

    private static void topics(DesiredState desired, ActualState actual, List<Change> changes, List<Refusal> refusals) {
        List<DesiredTopic> byName = desired.topics().stream()
                .sorted(Comparator.comparing(DesiredTopic::name))
                .toList();
        for (DesiredTopic topic : byName) {
            if (!actual.topics().containsKey(topic.name())) {
                changes.add(new Change.CreateTopic(topic));
            }
        }
        for (DesiredTopic topic : byName) {
            ActualTopic found = actual.topics().get(topic.name());
            if (found != null) {
                settings(topic, found).ifPresent(changes::add);
                if (found.partitions() != topic.partitions()) {
                    refusals.add(new Refusal.PartitionsDiffer(topic.name(), topic.partitions(), found.partitions()));
                }
            }
        }
        Set<String> undeclared = new TreeSet<>(actual.topics().keySet());
        byName.forEach(topic -> undeclared.remove(topic.name()));
        undeclared.removeIf(topic -> isCreatedByApplication(topic, desired.grants()));
        undeclared.forEach(topic -> refusals.add(new Refusal.TopicNotDeclared(topic)));
    }

    /** Stream applications create changelogs and repartition topics of their own, where they are allowed to. */
    private static boolean isCreatedByApplication(String topic, Set<Grant> grants) {
        return grants.stream()
                .anyMatch(grant -> grant.resource() == ResourceType.TOPIC
                        && grant.prefixed()
                        && grant.operation() == AclOperation.CREATE
                        && topic.startsWith(grant.name()));
    }

    private static Optional<Change> settings(DesiredTopic topic, ActualTopic found) {
        Map<String, String> declared = topic.config();
        Set<String> names = new TreeSet<>(declared.keySet());
        names.addAll(found.config().keySet());
        List<Setting> settings = new ArrayList<>();
        for (String name : names) {
            String from = found.config().get(name);
            String to = declared.get(name);
            if (!Objects.equals(from, to)) {
                settings.add(new Setting(name, Optional.ofNullable(from), Optional.ofNullable(to)));
            }
        }
        return settings.isEmpty() ? Optional.empty() : Optional.of(new AlterTopicConfig(topic.name(), settings));
    }

    private static void principals(DesiredState desired, ActualState actual, List<Change> changes) {
        new TreeSet<>(desired.principals())
                .stream()
                        .filter(principal -> !actual.principals().contains(principal))
                        .forEach(principal -> changes.add(new Change.CreatePrincipal(principal)));
    }

    /** The level first: the schema that follows is then held to it. */
    private static void subjects(
            DesiredState desired, ActualState actual, List<Change> changes, List<Refusal> refusals) {
        List<Change> registrations = new ArrayList<>();
        for (DesiredSubject subject : desired.subjects().stream()
                .sorted(Comparator.comparing(DesiredSubject::name))
                .toList()) {
            ActualSubject found =
                    actual.subjects().getOrDefault(subject.name(), new ActualSubject(List.of(), Optional.empty()));
            if (!found.level().equals(Optional.of(subject.level()))) {
                changes.add(new Change.SetCompatibility(subject.name(), found.level(), subject.level()));
            }
            int index = found.schemas().indexOf(subject.schema());
            if (index < 0) {
                registrations.add(new Change.RegisterSchema(subject.name(), subject.schema()));
            } else if (index < found.schemas().size() - 1) {
                refusals.add(new Refusal.SchemaSuperseded(
                        subject.name(), index + 1, found.schemas().size()));
            }
        }
        changes.addAll(registrations);
    }

    private static Stream<AclBinding> sorted(Set<AclBinding> acls) {
        return acls.stream().sorted(Comparator.comparing(AclBinding::toString));
    }
}

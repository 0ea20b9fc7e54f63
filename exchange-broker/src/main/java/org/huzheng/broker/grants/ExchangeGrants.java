package org.huzheng.broker.grants;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;

/** The grants of the exchange, by principal. What stands in no list is refused. */
public final class ExchangeGrants {
    /** Principal of the verification service; also the beginning of its application ids, groups and transactional ids. */
    public static final String VERIFICATION = "verification";

    /** Principal of auditors; also the beginning of their groups. */
    public static final String AUDITOR = "auditor";

    private ExchangeGrants() {}

    /** Every principal that logs in with a password of its own, the node's and the admin excepted. */
    public static Set<String> principals(Catalogue catalogue) {
        Set<String> principals = new LinkedHashSet<>();
        for (Department department : catalogue.departments()) {
            principals.add(department.code());
        }
        principals.add(VERIFICATION);
        principals.add(AUDITOR);
        principals.add(EmbeddedRegistry.PRINCIPAL);
        return principals;
    }

    /** Every grant of the exchange. */
    public static Set<Grant> all(Catalogue catalogue) {
        Set<Grant> grants = new LinkedHashSet<>();
        for (Department department : catalogue.departments()) {
            grants.addAll(ofDepartment(department));
        }
        grants.addAll(ofVerification());
        grants.addAll(ofAuditor());
        grants.addAll(ofRegistry());
        return grants;
    }

    /**
     * A department writes its own topics and nobody else's. What it has published it may read again; what was rejected, how far its
     * adapter came and what the adapter is asked, only it may read. Its transactional ids and groups begin with its code and a full stop or hyphen.
     */
    public static List<Grant> ofDepartment(Department department) {
        String principal = department.code();
        List<Grant> grants = new ArrayList<>();
        for (Topic topic : department.topics()) {
            grants.add(Grant.onTopic(principal, topic.name(), AclOperation.READ));
            grants.add(Grant.onTopic(principal, topic.name(), AclOperation.WRITE));
        }
        for (String prefix : List.of(principal + ".", principal + "-")) {
            grants.add(Grant.onPrefix(principal, ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE));
            grants.add(Grant.onPrefix(principal, ResourceType.GROUP, prefix, AclOperation.READ));
        }
        return grants;
    }

    /** The verification service reads the records it judges by, reads and writes the exchange's own topics, and keeps stores of its own. */
    static List<Grant> ofVerification() {
        List<Grant> grants = new ArrayList<>();
        for (Topic topic : Topics.recordTopics()) {
            grants.add(Grant.onTopic(VERIFICATION, topic.name(), AclOperation.READ));
        }
        for (Topic topic : Topics.exchangeTopics()) {
            grants.add(Grant.onTopic(VERIFICATION, topic.name(), AclOperation.READ));
            grants.add(Grant.onTopic(VERIFICATION, topic.name(), AclOperation.WRITE));
        }
        // Changelogs and repartition topics of its Streams applications; repartition topics are purged, which is a
        // deletion.
        for (AclOperation operation : List.of(
                AclOperation.CREATE,
                AclOperation.READ,
                AclOperation.WRITE,
                AclOperation.DELETE,
                AclOperation.DESCRIBE_CONFIGS)) {
            grants.add(Grant.onPrefix(VERIFICATION, ResourceType.TOPIC, VERIFICATION, operation));
        }
        grants.add(Grant.onPrefix(VERIFICATION, ResourceType.GROUP, VERIFICATION, AclOperation.READ));
        grants.add(Grant.onPrefix(VERIFICATION, ResourceType.GROUP, VERIFICATION, AclOperation.DELETE));
        grants.add(Grant.onPrefix(VERIFICATION, ResourceType.TRANSACTIONAL_ID, VERIFICATION, AclOperation.WRITE));
        return grants;
    }

    /**
     * An auditor reads whatever a decision can rest on, and writes nothing. Rejected rows are no evidence and stay with their department, and what may
     * be erased is none either.
     */
    static List<Grant> ofAuditor() {
        List<Grant> grants = new ArrayList<>();
        for (Topic topic : Topics.recordTopics()) {
            grants.add(Grant.onTopic(AUDITOR, topic.name(), AclOperation.READ));
        }
        for (Topic topic : Topics.exchangeTopics()) {
            if (topic.cleanup() == Topic.Cleanup.KEPT_FOR_EVER) {
                grants.add(Grant.onTopic(AUDITOR, topic.name(), AclOperation.READ));
            }
        }
        grants.add(Grant.onPrefix(AUDITOR, ResourceType.GROUP, AUDITOR, AclOperation.READ));
        return grants;
    }

    /** The registry keeps its own topic. */
    public static List<Grant> ofRegistry() {
        return List.of(
                Grant.onTopic(EmbeddedRegistry.PRINCIPAL, EmbeddedRegistry.TOPIC, AclOperation.READ),
                Grant.onTopic(EmbeddedRegistry.PRINCIPAL, EmbeddedRegistry.TOPIC, AclOperation.WRITE));
    }
}

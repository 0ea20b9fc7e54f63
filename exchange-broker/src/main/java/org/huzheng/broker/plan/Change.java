package org.huzheng.broker.plan;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AclBinding;
import org.huzheng.wire.Compatibility;

/** One step from what is there to what is declared, in the order the cases stand here: whatever adds comes before whatever takes away. */
public sealed interface Change {
    /** Whether it takes something away. */
    default boolean takesAway() {
        return false;
    }

    /** The topic is missing. */
    record CreateTopic(DesiredTopic topic) implements Change {}

    /** Settings of the topic differ. */
    record AlterTopicConfig(String topic, List<Setting> settings) implements Change {
        public AlterTopicConfig {
            settings = List.copyOf(settings);
        }

        /**
         * One setting.
         *
         * @param from what is set on the topic now; empty if it inherits the broker's
         * @param to what is declared; empty to inherit the broker's again
         */
        public record Setting(String name, Optional<String> from, Optional<String> to) {}
    }

    /** The principal has no password yet. */
    record CreatePrincipal(String principal) implements Change {}

    /** The permission is missing. */
    record AddAcl(AclBinding acl) implements Change {}

    /** The subject's own level is missing or another. */
    record SetCompatibility(String subject, Optional<Compatibility> from, Compatibility to) implements Change {}

    /**
     * The schema is missing.
     *
     * @param schema canonical JSON
     */
    record RegisterSchema(String subject, String schema) implements Change {}

    /** The permission, or prohibition, is not declared. */
    record RemoveAcl(AclBinding acl) implements Change {
        @Override
        public boolean takesAway() {
            return true;
        }
    }

    /** The principal is not declared: it can no longer log in. */
    record RemovePrincipal(String principal) implements Change {
        @Override
        public boolean takesAway() {
            return true;
        }
    }
}

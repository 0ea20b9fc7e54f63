package org.huzheng.broker.grants;

import java.util.Objects;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One permission of one principal. READ, WRITE, DELETE and ALTER include DESCRIBE, as Kafka has it.
 *
 * @param principal SASL user name, e.g. {@code household}
 * @param resource what kind of thing may be used
 * @param name its name, or the beginning of its name
 * @param prefixed whether the name is a beginning only
 * @param operation what may be done with it
 */
public record Grant(String principal, ResourceType resource, String name, boolean prefixed, AclOperation operation) {
    public Grant {
        Objects.requireNonNull(principal, "principal");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(operation, "operation");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("expected the name of a " + resource + ", found an empty one");
        }
    }

    static Grant onTopic(String principal, String topic, AclOperation operation) {
        return new Grant(principal, ResourceType.TOPIC, topic, false, operation);
    }

    static Grant onPrefix(String principal, ResourceType resource, String prefix, AclOperation operation) {
        return new Grant(principal, resource, prefix, true, operation);
    }

    /** The grant as Kafka stores it: from any host. */
    public AclBinding binding() {
        return new AclBinding(
                new ResourcePattern(resource, name, prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }
}

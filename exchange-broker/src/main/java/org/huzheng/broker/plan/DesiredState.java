package org.huzheng.broker.plan;

import java.util.List;
import java.util.Set;
import org.huzheng.broker.grants.Grant;

/**
 * Everything that is declared about an exchange.
 *
 * @param principals SASL users with a password, the node's own and the admin excepted
 */
public record DesiredState(
        List<DesiredTopic> topics, Set<String> principals, Set<Grant> grants, List<DesiredSubject> subjects) {
    public DesiredState {
        topics = List.copyOf(topics);
        principals = Set.copyOf(principals);
        grants = Set.copyOf(grants);
        subjects = List.copyOf(subjects);
        for (Grant grant : grants) {
            if (!principals.contains(grant.principal())) {
                throw new IllegalArgumentException(
                        "grant " + grant + ": expected a declared principal, found none of that name");
            }
        }
    }
}

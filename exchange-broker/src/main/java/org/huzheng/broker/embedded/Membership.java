package org.huzheng.broker.embedded;

import java.util.Objects;
import org.apache.kafka.raft.DynamicVoter;
import org.apache.kafka.raft.DynamicVoters;

/**
 * A node's place among the nodes of a cluster, each of them broker and controller. All are formatted with the same cluster and quorum.
 *
 * @param nodeId number of the node, one of the quorum's
 * @param clusterId Kafka's id of the cluster, 16 bytes in URL-safe Base64
 * @param quorum the controllers, as Kafka writes initial controllers: {@code ID@HOST:PORT:DIRECTORY-ID}, comma-separated
 */
public record Membership(int nodeId, String clusterId, String quorum) {
    public Membership {
        Objects.requireNonNull(clusterId, "clusterId");
        Objects.requireNonNull(quorum, "quorum");
        if (!voters(quorum).voters().containsKey(nodeId)) {
            throw new IllegalArgumentException("node " + nodeId + ": expected it in the quorum, found " + quorum);
        }
    }

    private static DynamicVoters voters(String quorum) {
        return DynamicVoters.parse(quorum);
    }

    DynamicVoters voters() {
        return voters(quorum);
    }

    /** This node's entry of the quorum. */
    DynamicVoter self() {
        return Objects.requireNonNull(voters().voters().get(nodeId), "self");
    }

    /** How many nodes keep each record: all of three, and no more of more. */
    int replicationFactor() {
        return Math.min(3, voters().voters().size());
    }

    /** How many of them must have it before it counts as written: one may be away wherever there are three. */
    int minInSync() {
        return Math.max(1, replicationFactor() - 1);
    }
}

package org.huzheng.broker.plan;

/** A difference that no plan closes, because closing it would lose or reorder evidence; somebody has to decide. */
public sealed interface Refusal {
    /** Partitions hold records by key: another count would send a person's next record elsewhere, and fewer would delete some. */
    record PartitionsDiffer(String topic, int declared, int found) implements Refusal {}

    /** The topic is not declared; topics are never deleted. */
    record TopicNotDeclared(String topic) implements Refusal {}

    /** The declared schema is registered but a later one follows it: this program is older than the exchange. */
    record SchemaSuperseded(String subject, int versionOfDeclared, int latestVersion) implements Refusal {}
}

package org.huzheng.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.event.FeedMark;

/**
 * A topic of the exchange. Keys are always plain strings (a person key unless {@link #keyMeaning()} says otherwise); values are Avro in
 * Confluent's wire format, of one of {@link #schemas()}.
 *
 * @param name topic name; nowhere else is it typed
 * @param owner code of the department that alone writes it, or {@code exchange}
 * @param keyMeaning what the key is
 * @param schemas record types allowed as values; of a record topic, the records' own first
 * @param partitioning how many partitions it has
 * @param cleanup what is ever removed from it
 * @param freshness for record topics, how old the last feed mark may be before answers are STALE
 */
public record Topic(
        String name,
        String owner,
        String keyMeaning,
        List<Schema> schemas,
        Partitioning partitioning,
        Cleanup cleanup,
        Optional<Duration> freshness) {

    /** How many partitions a topic has. */
    public enum Partitioning {
        /** The partition count of the generation: co-partitioned with every other such topic. */
        GENERATION,
        /** One partition. */
        SINGLE
    }

    /** What is ever removed from a topic. */
    public enum Cleanup {
        /** Nothing: decisions rest on it. */
        KEPT_FOR_EVER,
        /** All but the newest value of a key. */
        COMPACTED,
        /** All but the newest value of a key, within days, and what is older than 90 days: raw rows of rejected records. */
        EXPIRES_AFTER_90_DAYS
    }

    public Topic {
        schemas = List.copyOf(schemas);
    }

    /** A topic of a department's record events, with feed marks between them. */
    public static Topic ofRecords(String name, String department, Schema recordType, Duration freshness) {
        return new Topic(
                name,
                department,
                "person key",
                List.of(recordType, FeedMark.getClassSchema()),
                Partitioning.GENERATION,
                Cleanup.KEPT_FOR_EVER,
                Optional.of(freshness));
    }

    /** Whether the topic is a feed: record events, and between them marks that say how complete it is. */
    public boolean isFeed() {
        return freshness.isPresent();
    }

    /** Type of the records on a record topic. */
    public Schema recordType() {
        return schemas.get(0);
    }

    /** Registry subject of one type on this topic, as {@code TopicRecordNameStrategy} names it. */
    public String subjectOf(Schema schema) {
        return name + "-" + schema.getFullName();
    }

    /** Whether values of this type are allowed here. */
    public boolean allows(String recordTypeFullName) {
        return schemas.stream().anyMatch(schema -> schema.getFullName().equals(recordTypeFullName));
    }

    @Override
    public String toString() {
        return name;
    }
}

package org.huzheng.adapter.quarantine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.RejectedRecord;

/** Finds and reads what lies in a department's quarantine. Used by one thread. */
public final class QuarantineReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final Deserializer<SpecificRecord> deserializer;
    private final TopicPartition partition;

    /**
     * Where the entries lie that are meant.
     *
     * @param offsets their offsets, ascending
     * @param more whether there may be further ones
     * @param end offset behind everything that was looked at
     */
    public record Found(List<Long> offsets, boolean more, long end) {
        public Found {
            offsets = List.copyOf(offsets);
        }
    }

    /**
     * @param consumer reads committed records; what it is assigned changes
     * @param deserializer of record values
     */
    public QuarantineReader(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            Deserializer<SpecificRecord> deserializer,
            Department department) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        Topic topic = Topics.quarantineOf(department);
        this.partition = new TopicPartition(topic.name(), 0);
    }

    /** Offset behind everything there is. */
    public long end() {
        consumer.assign(List.of(partition));
        Long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (end == null) {
            throw new IllegalStateException("topic " + partition.topic() + ": expected one partition, found none");
        }
        return end;
    }

    /**
     * Finds entries: of each key the newest alone, and none that was taken out.
     *
     * @param before offset before which they must lie
     * @param most how many to find at most; each costs about 130 bytes
     */
    public Found find(Selection selection, long before, int most) {
        Map<String, Long> found = new LinkedHashMap<>();
        boolean[] more = {false};
        long end = end();
        read(0, end, record -> {
            found.remove(record.key());
            if (record.value() != null
                    && record.offset() < before
                    && selection.takes(record.key(), rejected(record.value()))) {
                if (found.size() < most) {
                    found.put(record.key(), record.offset());
                } else {
                    more[0] = true;
                }
            }
        });
        return new Found(found.values().stream().sorted().toList(), more[0], end);
    }

    /**
     * Keys about which something was stored since.
     *
     * @param from offset to begin at
     * @param end offset to end before
     */
    public Set<String> keysStored(long from, long end) {
        Set<String> keys = new HashSet<>();
        if (from < end) {
            read(from, end, record -> keys.add(record.key()));
        }
        return keys;
    }

    /** Keys whose newest entry was stored before a time, so many at most. */
    public Set<String> storedBefore(Instant time, int most) {
        Set<String> found = new HashSet<>();
        read(0, end(), record -> {
            found.remove(record.key());
            if (record.value() != null && record.timestamp() < time.toEpochMilli() && found.size() < most) {
                found.add(record.key());
            }
        });
        return found;
    }

    /** How many rows lie there, by the code of the rule they broke. */
    public Map<String, Long> countByRule() {
        Map<String, String> rules = new HashMap<>();
        read(0, end(), record -> {
            if (record.value() == null) {
                rules.remove(record.key());
            } else {
                rules.put(record.key(), rejected(record.value()).getRule());
            }
        });
        Map<String, Long> counts = new TreeMap<>();
        rules.values().forEach(rule -> counts.merge(rule, 1L, Long::sum));
        return counts;
    }

    /**
     * Reads entries.
     *
     * @param offsets where they lie, ascending; one that has been compacted away since is left out
     */
    public List<QuarantineEntry> read(List<Long> offsets) {
        if (offsets.isEmpty()) {
            return List.of();
        }
        Set<Long> wanted = new HashSet<>(offsets);
        List<QuarantineEntry> entries = new ArrayList<>(offsets.size());
        read(offsets.get(0), offsets.get(offsets.size() - 1) + 1, record -> {
            if (wanted.contains(record.offset())) {
                entries.add(new QuarantineEntry(
                        record.key(),
                        record.offset(),
                        Instant.ofEpochMilli(record.timestamp()),
                        rejected(record.value())));
            }
        });
        return entries;
    }

    private void read(long from, long end, Consumer<ConsumerRecord<String, byte[]>> take) {
        consumer.assign(List.of(partition));
        Long beginning = consumer.beginningOffsets(List.of(partition)).get(partition);
        consumer.seek(partition, Math.max(from, beginning == null ? 0 : beginning));
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    take.accept(record);
                }
            }
        }
    }

    private RejectedRecord rejected(byte[] value) {
        return (RejectedRecord) deserializer.deserialize(partition.topic(), value);
    }
}

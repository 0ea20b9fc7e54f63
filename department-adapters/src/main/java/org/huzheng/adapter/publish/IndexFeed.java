package org.huzheng.adapter.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RecordMapping;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.catalogue.Topic;
import org.huzheng.event.EventHeader;
import org.huzheng.identity.PersonKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a record index up to what is committed on the record topics: what it lacks after a crash, everything if it is of other topics or new.
 * Events are told apart by a header of ours that holds the digest of what they say. Those without are withdrawals at a key the record
 * no longer belongs to, and feed marks.
 */
final class IndexFeed {
    /** Record header of an event that is the last version of its record under one of its keys; 16 bytes. */
    static final String BODY_DIGEST = "huzheng.body-digest";

    private static final Logger LOG = LoggerFactory.getLogger(IndexFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String FORM = "1";

    private final Mapping mapping;
    private final RecordIndex index;
    private final Consumer<String, byte[]> consumer;
    private final Deserializer<SpecificRecord> deserializer;
    private final Set<String> statingVersions;
    private final Map<RecordReference, PublishedVersion> pending = new HashMap<>();

    IndexFeed(
            Mapping mapping,
            RecordIndex index,
            Consumer<String, byte[]> consumer,
            Deserializer<SpecificRecord> deserializer) {
        this.mapping = mapping;
        this.index = index;
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.statingVersions = mapping.records().stream()
                .filter(RecordMapping::statesVersion)
                .map(RecordMapping::recordType)
                .collect(Collectors.toSet());
    }

    /**
     * Reads what the index lacks.
     *
     * @param topicIds identity of each record topic: another one of the same name holds other events
     */
    void catchUp(Map<String, Uuid> topicIds) {
        String origin = FORM + " " + new TreeMap<>(topicIds);
        List<TopicPartition> partitions = partitions();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean same = index.origin().equals(Optional.of(origin))
                && ends.entrySet().stream().allMatch(end -> index.completeBelow(end.getKey()) <= end.getValue());
        if (!same) {
            LOG.info(
                    "Record index is made from the topics: department={}",
                    mapping.department().code());
            index.beginAnew();
            index.belongTo(origin);
        }
        readEvents(partitions, ends);
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : mapping.department().recordTopics()) {
            consumer.partitionsFor(topic.name())
                    .forEach(found -> partitions.add(new TopicPartition(topic.name(), found.partition())));
        }
        return partitions;
    }

    private void readEvents(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        List<TopicPartition> behind = new ArrayList<>(partitions.stream()
                .filter(partition -> index.completeBelow(partition) < ends.getOrDefault(partition, 0L))
                .toList());
        if (behind.isEmpty()) {
            return;
        }
        consumer.assign(behind);
        behind.forEach(partition -> consumer.seek(partition, index.completeBelow(partition)));
        while (!behind.isEmpty()) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            records.forEach(this::read);
            Map<TopicPartition, Long> reached = new HashMap<>();
            // A transaction's end has an offset too, so that the position may move without a record.
            behind.forEach(partition -> reached.put(partition, consumer.position(partition)));
            store(reached);
            behind.removeIf(partition -> reached.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L));
        }
    }

    private void read(ConsumerRecord<String, byte[]> record) {
        Header digest = record.headers().lastHeader(BODY_DIGEST);
        if (digest == null) {
            return;
        }
        SpecificRecord event = deserializer.deserialize(record.topic(), record.value());
        EventHeader header = EventComposer.headerOf(event);
        RecordReference reference = new RecordReference(event.getSchema().getFullName(), header.getRecordId());
        PublishedVersion found = new PublishedVersion(
                new SourceVersion(header.getVersionEpoch(), header.getVersion()),
                header.getChangeType(),
                BodyDigest.of(digest.value()),
                List.of(new PublishedVersion.Place(new PersonKey(record.key()), record.partition(), record.offset())),
                List.of());
        Optional<PublishedVersion> known =
                Optional.ofNullable(pending.get(reference)).or(() -> index.lastOf(reference));
        boolean keepsEarlier = statingVersions.contains(reference.recordType());
        pending.put(reference, known.map(last -> last.with(found, keepsEarlier)).orElse(found));
    }

    private void store(Map<TopicPartition, Long> completeBelow) {
        index.put(pending, completeBelow);
        pending.clear();
    }
}

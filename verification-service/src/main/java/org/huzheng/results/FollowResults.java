package org.huzheng.results;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.Received;
import org.jspecify.annotations.Nullable;

/** Puts the records of one topic into its store, in the form lookups need, and tells the listener. */
final class FollowResults implements Processor<String, Received, Void, Void> {
    /** What to do with one record. */
    @FunctionalInterface
    interface Step {
        /** Puts the record, which lies at the given place. */
        void put(SpecificRecord record, Locator at, KeyValueStore<String, byte[]> store);
    }

    /** A value where only the key matters. */
    static final byte[] PRESENT = "1".getBytes(StandardCharsets.US_ASCII);

    private final String storeName;
    private final Step step;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable KeyValueStore<String, byte[]> store;

    FollowResults(String storeName, Step step) {
        this.storeName = storeName;
        this.step = step;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, Received> record) {
        ProcessorContext<Void, Void> place = Objects.requireNonNull(context, "init comes first");
        Locator at = place.recordMetadata()
                .map(metadata -> new Locator(metadata.topic(), metadata.partition(), metadata.offset()))
                .orElseThrow(
                        () -> new IllegalStateException("expected a record to have a place in its topic, found none"));
        step.put(record.value().record(), at, Objects.requireNonNull(store, "init comes first"));
    }
}

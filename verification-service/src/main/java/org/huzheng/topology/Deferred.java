package org.huzheng.topology;

import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A processor that comes into being when its context does, so that the processor proper has only final fields.
 *
 * @param <K> key in
 * @param <V> value in
 * @param <L> key out
 * @param <W> value out
 */
public final class Deferred<K, V, L, W> implements Processor<K, V, L, W> {
    private final Function<ProcessorContext<L, W>, Processor<K, V, L, W>> creation;
    private @Nullable Processor<K, V, L, W> processor;

    /** Creates the processor proper at {@link #init}. */
    public Deferred(Function<ProcessorContext<L, W>, Processor<K, V, L, W>> creation) {
        this.creation = creation;
    }

    @Override
    public void init(ProcessorContext<L, W> context) {
        processor = creation.apply(context);
    }

    @Override
    public void process(Record<K, V> record) {
        if (processor == null) {
            throw new IllegalStateException("expected init before process");
        }
        processor.process(record);
    }

    @Override
    public void close() {
        if (processor != null) {
            processor.close();
        }
    }
}

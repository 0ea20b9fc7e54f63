package org.huzheng.app;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.huzheng.trace.Place;
import org.huzheng.trace.TracedRecord;
import org.huzheng.trace.Tracing;
import org.huzheng.wire.Received;
import org.jspecify.annotations.Nullable;

/**
 * Puts a span around what each processor of a topology does with a traced record (KIP-1112). The processors know nothing of it: what they forward is the same,
 * and only the headers that their sinks write differ.
 */
public final class TracedProcessors implements ProcessorWrapper {
    private static final String TRACING = "huzheng.tracing";

    private Tracing tracing = Tracing.off();

    /**
     * An empty topology to build in.
     *
     * @param settings settings of the application that will run it
     */
    public static Topology topology(Tracing tracing, Map<?, ?> settings) {
        if (!tracing.isOn()) {
            return new Topology();
        }
        Map<Object, Object> traced = new HashMap<>(settings);
        traced.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, TracedProcessors.class);
        traced.put(TRACING, tracing);
        return new Topology(new TopologyConfig(new StreamsConfig(traced)));
    }

    @Override
    public void configure(Map<String, ?> configs) {
        tracing = (Tracing) Objects.requireNonNull(configs.get(TRACING), TRACING);
    }

    @Override
    public <A, B, C, D> WrappedProcessorSupplier<A, B, C, D> wrapProcessorSupplier(
            String name, ProcessorSupplier<A, B, C, D> supplier) {
        return new WrappedProcessorSupplier<>() {
            @Override
            public Processor<A, B, C, D> get() {
                return new Traced<>(name, supplier.get(), tracing);
            }

            @Override
            public @Nullable Set<StoreBuilder<?>> stores() {
                return supplier.stores();
            }
        };
    }

    @Override
    public <A, B, C> WrappedFixedKeyProcessorSupplier<A, B, C> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<A, B, C> supplier) {
        return ProcessorWrapper.asWrappedFixedKey(supplier);
    }

    private static final class Traced<A, B, C, D> implements Processor<A, B, C, D> {
        private final String name;
        private final Processor<A, B, C, D> processor;
        private final Tracing tracing;
        private @Nullable ProcessorContext<C, D> context;

        Traced(String name, Processor<A, B, C, D> processor, Tracing tracing) {
            this.name = name;
            this.processor = processor;
            this.tracing = tracing;
        }

        @Override
        public void init(ProcessorContext<C, D> context) {
            this.context = context;
            processor.init(context);
        }

        @Override
        public void process(Record<A, B> record) {
            Span span = begin(record);
            if (!span.isRecording()) {
                processor.process(record);
                return;
            }
            boolean done = false;
            try (Scope working = Tracing.enter(span)) {
                processor.process(record);
                done = true;
            } finally {
                if (!done) {
                    // what failed is in the log, without what an exception may quote
                    span.setStatus(StatusCode.ERROR);
                }
                span.end();
            }
        }

        private Span begin(Record<A, B> record) {
            if (!(record.value() instanceof Received received)) {
                return Span.getInvalid();
            }
            Span span =
                    tracing.begin(name, SpanKind.CONSUMER, TracedRecord.contextOf(record.headers(), received.record()));
            if (span.isRecording()) {
                TracedRecord.describe(received.record(), span);
                Objects.requireNonNull(context, "init comes first")
                        .recordMetadata()
                        .ifPresent(place -> {
                            Place.tellTopic(place.topic(), span);
                            Place.tellOffset(place.partition(), place.offset(), span);
                        });
            }
            return span;
        }

        @Override
        public void close() {
            processor.close();
        }
    }
}

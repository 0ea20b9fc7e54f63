package org.huzheng.topology;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.huzheng.exchange.Locator;

/** Where the record being processed lies. */
final class Places {
    private Places() {}

    static RecordMetadata metadata(ProcessorContext<?, ?> context) {
        return context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException(
                        "expected to be processing a record, found none: what is punctuated brings its own place"));
    }

    static Locator locator(ProcessorContext<?, ?> context) {
        RecordMetadata metadata = metadata(context);
        return new Locator(metadata.topic(), metadata.partition(), metadata.offset());
    }
}

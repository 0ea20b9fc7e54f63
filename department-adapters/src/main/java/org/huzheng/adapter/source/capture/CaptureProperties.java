package org.huzheng.adapter.source.capture;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.huzheng.adapter.source.SourceOpening;

/** The capture engine's configuration, as far as every kind of database shares it. */
public final class CaptureProperties {
    private static final AtomicLong STARTS = new AtomicLong();

    /** ASCII punctuation but the underscore, which names are full of. */
    private static final Pattern MEANINGFUL = Pattern.compile("[\\p{Punct}&&[^_]]");

    /** How many records the engine hands over at once at most. */
    static final int BATCH_RECORDS = 2_048;

    private CaptureProperties() {}

    /**
     * What the engine is started with.
     *
     * @param position where it goes on
     */
    public static Properties of(Capture capture, SourceOpening opening, CapturePosition position) {
        Properties properties = new Properties();
        properties.put("name", "huzheng-" + opening.department());
        // A worker configuration of Kafka 4.3 must name a broker; the engine has no worker and never connects to one.
        properties.put("bootstrap.servers", "none.invalid:9092");
        properties.put("offset.storage", HandedOverOffsets.class.getName());
        properties.put(HandedOverOffsets.OFFSET, position.offset());
        // How often the server is told that it may let go of its log; offsets themselves are ours.
        properties.put("offset.flush.interval.ms", "1000");
        // Names nothing but the engine's own metrics, which an engine that is still stopping holds on to.
        properties.put("topic.prefix", opening.department() + "-" + STARTS.incrementAndGet());
        properties.put("table.include.list", exactly(opening.origins()));
        properties.put("snapshot.mode", "initial");
        properties.put("decimal.handling.mode", "string");
        properties.put("time.precision.mode", "isostring");
        properties.put("tombstones.on.delete", "false");
        // Nothing is passed over in silence, TRUNCATE neither.
        properties.put("skipped.operations", "none");
        properties.put("poll.interval.ms", "20");
        properties.put("max.batch.size", String.valueOf(BATCH_RECORDS));
        properties.put("max.queue.size", "8192");
        // A failure ends the engine; it is opened anew from the stored position.
        properties.put("errors.max.retries", "0");
        properties.putAll(capture.properties());
        return properties;
    }

    /** The engine takes table names as regular expressions: whatever may mean something in one stands for itself. */
    public static String exactly(List<String> tables) {
        return tables.stream()
                .map(table -> MEANINGFUL.matcher(table).replaceAll("\\\\$0"))
                .collect(Collectors.joining(","));
    }
}

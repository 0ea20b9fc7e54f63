package org.huzheng.cloudevents;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as another serializer does, ours or Confluent's, and beside each the headers that make its record a CloudEvent in binary content mode. What
 * another record left there goes first: a record must not carry the attributes of the one it follows from. A tombstone is no event and has none. The same
 * record on the same topic always has the same headers. Safe for use by many threads where the other serializer is.
 */
public final class CloudEventSerializer implements Serializer<SpecificRecord> {
    /** Instants that RFC 3339 can write: from the year 0 until before the year 10000. */
    private static final Instant FIRST_TIME = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant AFTER_LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Header SPECVERSION = header(CloudEvents.SPECVERSION, CloudEvents.VERSION);
    private static final Header CONTENT_TYPE = header(CloudEvents.CONTENT_TYPE, CloudEvents.AVRO);

    private final Serializer<SpecificRecord> values;
    private final Map<Written, List<Header>> unvarying = new ConcurrentHashMap<>();

    /** What has the same source, type and schema. */
    private record Written(String topic, Schema schema) {}

    /** Adds headers to what this serializer writes, which is configured and closed with this one. */
    public CloudEventSerializer(Serializer<SpecificRecord> values) {
        this.values = values;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        values.configure(configs, isKey);
    }

    /** The value alone, for whoever has no headers to write to. */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        return values.serialize(topic, record);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable SpecificRecord record) {
        clear(headers);
        byte[] value = values.serialize(topic, headers, record);
        if (record != null) {
            unvarying
                    .computeIfAbsent(new Written(topic, record.getSchema()), CloudEventSerializer::newUnvarying)
                    .forEach(headers::add);
            addVarying(headers, Occurrence.of(record));
        }
        return value;
    }

    @Override
    public void close() {
        values.close();
    }

    private static void clear(Headers headers) {
        List<String> found = new ArrayList<>();
        for (Header header : headers) {
            if (header.key().startsWith(CloudEvents.PREFIX) || header.key().equals(CloudEvents.CONTENT_TYPE)) {
                found.add(header.key());
            }
        }
        found.forEach(headers::remove);
    }

    private static List<Header> newUnvarying(Written written) {
        return List.of(
                SPECVERSION,
                CONTENT_TYPE,
                header(CloudEvents.SOURCE, CloudEvents.sourceOf(written.topic())),
                header(CloudEvents.TYPE, written.schema().getFullName()),
                header(CloudEvents.DATASCHEMA, CloudEvents.dataSchemaOf(written.schema())));
    }

    private static void addVarying(Headers headers, Occurrence occurrence) {
        headers.add(header(CloudEvents.ID, occurrence.id()));
        Instant time = occurrence.time();
        if (time != null && !time.isBefore(FIRST_TIME) && time.isBefore(AFTER_LAST_TIME)) {
            headers.add(header(CloudEvents.TIME, time.toString()));
        }
        String subject = occurrence.subject();
        if (subject != null && isText(subject)) {
            headers.add(header(CloudEvents.SUBJECT, subject));
        }
    }

    /** Whether it may be the value of an attribute: a String of CloudEvents 1.0 has no control characters, and a subject is not empty. */
    private static boolean isText(String value) {
        for (int index = 0; index < value.length(); index++) {
            if (Character.isISOControl(value.charAt(index))) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }
}

package org.huzheng.wire;

import org.apache.avro.specific.SpecificRecord;

/**
 * A record as it came off a topic: the value bytes, which evidence is counted by, and what they say.
 *
 * @param bytes value bytes in Confluent's wire format; not copied, so never written to
 * @param record the decoded value
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying every record's bytes would cost the fold
public record Received(byte[] bytes, SpecificRecord record) {
    @Override
    public String toString() {
        return "Received[" + record.getSchema().getFullName() + ", " + bytes.length + " bytes]";
    }
}

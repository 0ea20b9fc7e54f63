package org.huzheng.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.huzheng.event.EventHeader;

/**
 * Keys of the dossier store: person, topic and record id, each ended by a zero byte, then epoch, version, offset and append time, big-endian with the
 * sign bit flipped so that bytes sort as the numbers do. With the offset in it a key is never written twice with different values, so that the
 * fold needs no read before its write.
 */
final class DossierKey {
    private static final int TAIL_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES + Long.BYTES;

    private DossierKey() {}

    static Bytes of(String personKey, String topic, EventHeader header, long offset, long appendedAt) {
        byte[] prefix = prefix(personKey, topic, header.getRecordId());
        return Bytes.wrap(ByteBuffer.allocate(prefix.length + TAIL_BYTES)
                .put(prefix)
                .putInt(header.getVersionEpoch() ^ Integer.MIN_VALUE)
                .putLong(header.getVersion() ^ Long.MIN_VALUE)
                .putLong(offset)
                .putLong(appendedAt)
                .array());
    }

    /** Prefix of every version of every record of a person on one topic. */
    static Bytes records(String personKey, String topic) {
        return Bytes.wrap(prefix(personKey, topic));
    }

    /** Prefix of every version of one record. */
    static Bytes versions(String personKey, String topic, String recordId) {
        return Bytes.wrap(prefix(personKey, topic, recordId));
    }

    /**
     * Holds a key read from the store to the layout of today: where the tail begins, a record id must have ended.
     *
     * @param recordIdAt length of what comes before the record id
     * @throws EarlierDossiersException if an earlier build wrote it, without the append time
     */
    static void check(Bytes key, int recordIdAt) {
        byte[] bytes = key.get();
        int endOfRecordId = bytes.length - TAIL_BYTES - 1;
        if (endOfRecordId < recordIdAt || bytes[endOfRecordId] != 0) {
            throw new EarlierDossiersException(TAIL_BYTES, tailBytes(bytes, recordIdAt));
        }
    }

    private static int tailBytes(byte[] key, int recordIdAt) {
        int end = recordIdAt;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        return Math.max(0, key.length - end - 1);
    }

    /** Offset the value lies at in its topic. */
    static long offsetOf(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - 2 * Long.BYTES);
    }

    /** When the value was appended to its topic. */
    static Instant appendedAtOf(Bytes key) {
        byte[] bytes = key.get();
        return Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES));
    }

    private static byte[] prefix(String... parts) {
        return (String.join("\0", parts) + "\0").getBytes(UTF_8);
    }
}

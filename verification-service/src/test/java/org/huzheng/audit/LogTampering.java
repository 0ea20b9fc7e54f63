package org.huzheng.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Changes one byte of a record's value in a log segment and mends the checksum of its batch (KIP-98 message format v2), as somebody with access
 * to the broker's disk could.
 */
public final class LogTampering {
    private static final int BATCH_HEAD_BYTES = 12;
    private static final int LENGTH_AT = 8;
    private static final int CRC_AT = 17;
    private static final int CRC_COVERS_FROM = 21;

    private LogTampering() {}

    /**
     * Flips one bit of one byte of a value.
     *
     * @param brokerData directory that holds the broker's partitions
     * @param partition directory name of the partition, e.g. {@code exchange.decisions-3}
     * @param value the value as it lies there; it must occur once
     * @param index which of its bytes to change
     */
    public static void flip(Path brokerData, String partition, byte[] value, int index) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (var files = Files.walk(brokerData)) {
            files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> file.getParent().getFileName().toString().equals(partition))
                    .forEach(segments::add);
        }
        for (Path segment : segments) {
            byte[] bytes = Files.readAllBytes(segment);
            int at = find(bytes, value, 0);
            if (at >= 0) {
                if (find(bytes, value, at + 1) >= 0) {
                    throw new IllegalStateException("expected the value once in " + segment + ", found it twice");
                }
                bytes[at + index] ^= 1;
                mendChecksum(bytes, at);
                Files.write(segment, bytes);
                return;
            }
        }
        throw new IllegalStateException(
                "expected the value uncompressed in " + partition + ", found it in none of " + segments);
    }

    private static void mendChecksum(byte[] segment, int changedAt) {
        ByteBuffer buffer = ByteBuffer.wrap(segment);
        int batch = 0;
        while (batch + BATCH_HEAD_BYTES + buffer.getInt(batch + LENGTH_AT) <= changedAt) {
            batch += BATCH_HEAD_BYTES + buffer.getInt(batch + LENGTH_AT);
        }
        int end = batch + BATCH_HEAD_BYTES + buffer.getInt(batch + LENGTH_AT);
        CRC32C crc = new CRC32C();
        crc.update(segment, batch + CRC_COVERS_FROM, end - batch - CRC_COVERS_FROM);
        buffer.putInt(batch + CRC_AT, (int) crc.getValue());
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        outer:
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            for (int j = 0; j < wanted.length; j++) {
                if (bytes[i + j] != wanted[j]) {
                    continue outer;
                }
            }
            return i;
        }
        return -1;
    }
}

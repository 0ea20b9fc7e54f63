package org.huzheng.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.huzheng.digest.Sha256;

/** SHA-256 over the bytes of a value, as decisions cite their evidence by. Immutable. */
public final class RecordDigest {
    private static final int BYTES = 32;

    private final byte[] bytes;

    private RecordDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest of these bytes, all of them: for a record on a topic, the value with its wire header. */
    public static RecordDigest sha256(byte[] value) {
        return new RecordDigest(Sha256.of(value));
    }

    /**
     * A digest as a record stores it.
     *
     * @throws IllegalArgumentException if it has not 32 bytes
     */
    public static RecordDigest of(ByteBuffer stored) {
        if (stored.remaining() != BYTES) {
            throw new IllegalArgumentException("digest: expected 32 bytes, found " + stored.remaining());
        }
        byte[] bytes = new byte[BYTES];
        stored.duplicate().get(bytes);
        return new RecordDigest(bytes);
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The 32 bytes as a generated record takes them. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes());
    }

    /** The digest in 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordDigest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "sha256:" + hex();
    }
}

package org.huzheng.status;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.MalformedTokenException;

/**
 * An unchanging list of statuses of 1, 2, 4 or 8 bits, packed from the least significant bit of each byte, and its
 * compressed text: zlib DEFLATE in base64url (Token Status List, sections 4.1 and 4.2).
 */
public final class PackedStatuses {
    /** The greatest list we unpack, so that a small text cannot fill the memory. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int CHUNK_BYTES = 8192;

    private final int bits;
    private final byte[] packed;

    PackedStatuses(int bits, byte[] packed) {
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
            throw new MalformedStatusListException("status_list.bits", "1, 2, 4 or 8", Integer.toString(bits));
        }
        this.bits = bits;
        this.packed = packed;
    }

    /**
     * Unpacks the {@code lst} of a published list.
     *
     * @param bits bits per status: 1, 2, 4 or 8
     * @throws MalformedStatusListException when the text is not a compressed list of at most 4 MiB
     */
    public static PackedStatuses decode(int bits, String lst) {
        byte[] compressed;
        try {
            compressed = Base64Url.decode(lst, "status_list.lst");
        } catch (MalformedTokenException e) {
            throw new MalformedStatusListException(e.where(), e.expected(), e.found());
        }
        return new PackedStatuses(bits, inflate(compressed));
    }

    /** Bits per status. */
    public int bits() {
        return bits;
    }

    /** Number of statuses. */
    public int size() {
        return packed.length * (Byte.SIZE / bits);
    }

    /**
     * The value at {@code index}.
     *
     * @throws MalformedStatusListException when the list has no such index
     */
    public int valueAt(int index) {
        if (index < 0 || index >= size()) {
            throw new MalformedStatusListException("index", "0 to " + (size() - 1), Integer.toString(index));
        }
        return read(packed, bits, index);
    }

    /** The text to publish as {@code lst}, compressed as far as zlib goes. */
    public String encode() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(packed);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return Base64Url.encode(out.toByteArray());
        } finally {
            deflater.end();
        }
    }

    static int read(byte[] packed, int bits, int index) {
        int bit = index * bits;
        return packed[bit / Byte.SIZE] >> (bit % Byte.SIZE) & mask(bits);
    }

    static void write(byte[] packed, int bits, int index, int value) {
        int bit = index * bits;
        int shift = bit % Byte.SIZE;
        int cleared = packed[bit / Byte.SIZE] & ~(mask(bits) << shift);
        packed[bit / Byte.SIZE] = (byte) (cleared | value << shift);
    }

    private static int mask(int bits) {
        return (1 << bits) - 1;
    }

    private static byte[] inflate(byte[] compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && !inflater.finished()) {
                    throw notZlib("a text that ends early");
                }
                out.write(chunk, 0, count);
                if (out.size() > MAX_BYTES) {
                    throw notZlib("more than " + MAX_BYTES + " bytes");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw notZlib(inflater.getRemaining() + " bytes after the end");
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw notZlib("something else");
        } finally {
            inflater.end();
        }
    }

    private static MalformedStatusListException notZlib(String found) {
        return new MalformedStatusListException("status_list.lst", "a zlib stream (RFC 1950)", found);
    }
}

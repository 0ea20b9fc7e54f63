package org.huzheng.adapter.publish;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.digest.Sha256;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;

/**
 * 128 bits of a SHA-256 over what a record version says: its fields, keys, validity, legal basis and reason, and whether it has ended. Version
 * and record time are left out: a row that was merely touched says nothing new. Fields without a value are left out too, so that a
 * new optional field changes no digest.
 *
 * @param high first 64 bits
 * @param low last 64 bits
 */
record BodyDigest(long high, long low) {
    private static final ThreadLocal<Said> SAID = ThreadLocal.withInitial(Said::new);
    private static final String HEADER = "header";

    /** Of a row: whether its record has ended is what the row itself states, whatever was published before. */
    static BodyDigest of(MappedRow.Version row) {
        return of(
                row.body(),
                row.keys(),
                row.stated().orElse(ChangeType.CREATED),
                row.validFrom(),
                row.validTo(),
                row.legalBasis(),
                row.reason());
    }

    static BodyDigest of(
            IndexedRecord body,
            List<PersonKey> keys,
            ChangeType change,
            Optional<?> validFrom,
            Optional<?> validTo,
            Optional<String> legalBasis,
            Optional<String> reason) {
        Said digest = SAID.get();
        digest.begin();
        add(digest, "lifecycle", change == ChangeType.ENDED || change == ChangeType.ANNULLED ? change : "LIVE");
        keys.forEach(key -> add(digest, "key", key.value()));
        validFrom.ifPresent(date -> add(digest, "validFrom", date));
        validTo.ifPresent(date -> add(digest, "validTo", date));
        legalBasis.ifPresent(text -> add(digest, "legalBasis", text));
        reason.ifPresent(text -> add(digest, "reason", text));
        addFields(digest, body);
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new BodyDigest(bytes.getLong(), bytes.getLong());
    }

    /** Reads what {@link #bytes()} writes. */
    static BodyDigest of(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        return new BodyDigest(bytes.getLong(), bytes.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    }

    private static void addFields(Said digest, IndexedRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = field.name().equals(HEADER) ? null : record.get(field.pos());
            if (value instanceof IndexedRecord nested) {
                add(digest, field.name(), "{");
                addFields(digest, nested);
                add(digest, field.name(), "}");
            } else if (value != null) {
                add(digest, field.name(), value);
            }
        }
    }

    private static void add(Said digest, String name, Object value) {
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        digest.add(name);
        digest.add(text);
    }

    /** Texts, each closed by a zero byte, gathered first: the digest is made in one go, and nothing but the texts themselves is copied. */
    private static final class Said {
        private static final int FIRST_BYTES = 1_024;

        private final MessageDigest sha256 = Sha256.begin();
        private byte[] bytes = new byte[FIRST_BYTES];
        private int length;

        /** Whatever was left by a row that could not be digested. */
        void begin() {
            length = 0;
        }

        void add(String text) {
            byte[] added = text.getBytes(StandardCharsets.UTF_8);
            if (length + added.length + 1 > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * (length + added.length + 1));
            }
            System.arraycopy(added, 0, bytes, length, added.length);
            length += added.length;
            bytes[length++] = 0;
        }

        byte[] digest() {
            sha256.update(bytes, 0, length);
            return sha256.digest();
        }
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}

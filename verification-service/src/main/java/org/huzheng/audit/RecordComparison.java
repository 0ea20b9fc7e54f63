package org.huzheng.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.Difference.Side;
import org.huzheng.exchange.Locator;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/**
 * Where two records part, field by field, under the schema the stored one was written with: a field that came later cannot have been said then.
 * Fields with personal data are named and never shown.
 *
 * @param wire reads and writes values of the exchange
 */
record RecordComparison(AvroWire wire) {
    /**
     * Nothing when the recomputed record has the stored bytes; else each field in which they part, or the bytes when no field does.
     *
     * @param storedValue value bytes as they lie on the topic
     */
    List<Side> sides(SpecificRecord recomputed, byte[] storedValue) {
        SpecificRecord stored = wire.decode(storedValue);
        if (stored.getClass() != recomputed.getClass()) {
            return List.of(new Side(
                    "type",
                    recomputed.getSchema().getFullName(),
                    stored.getSchema().getFullName()));
        }
        byte[] expected = wire.encodeLike(storedValue, recomputed);
        if (Arrays.equals(expected, storedValue)) {
            return List.of();
        }
        List<Side> sides = new ArrayList<>();
        compare("", wire.decode(expected), stored, sides);
        if (sides.isEmpty() && !Arrays.equals(expected, wire.encodeLike(storedValue, stored))) {
            throw new AuditException("two records of " + recomputed.getSchema().getFullName()
                    + " with equal fields and different bytes");
        }
        if (sides.isEmpty()) {
            sides.add(new Side("encoding", digest(expected), digest(storedValue)));
        }
        return sides;
    }

    static String place(Locator place) {
        return place.getTopic() + "-" + place.getPartition() + "@" + place.getOffset();
    }

    private static void compare(String path, IndexedRecord recomputed, IndexedRecord stored, List<Side> sides) {
        for (Schema.Field field : recomputed.getSchema().getFields()) {
            Object left = recomputed.get(field.pos());
            Object right = stored.get(field.pos());
            String name = path.isEmpty() ? field.name() : path + "." + field.name();
            if (Objects.equals(left, right)) {
                continue;
            }
            if (field.getObjectProp("confluent:tags") != null) {
                sides.add(new Side(name, "personal data, not shown", "other personal data, not shown"));
            } else {
                compareValues(name, left, right, sides);
            }
        }
    }

    private static void compareValues(String name, @Nullable Object left, @Nullable Object right, List<Side> sides) {
        if (left instanceof IndexedRecord one && right instanceof IndexedRecord other) {
            compare(name, one, other, sides);
        } else if (left instanceof List<?> ones && right instanceof List<?> others && ones.size() == others.size()) {
            for (int i = 0; i < ones.size(); i++) {
                if (!Objects.equals(ones.get(i), others.get(i))) {
                    compareValues(name + "[" + i + "]", ones.get(i), others.get(i), sides);
                }
            }
        } else {
            sides.add(new Side(name, show(left), show(right)));
        }
    }

    private static String show(@Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }
        if (value instanceof List<?> list) {
            return list.size() + " entries";
        }
        return value instanceof IndexedRecord record ? "a " + record.getSchema().getName() : String.valueOf(value);
    }

    private static String digest(byte[] bytes) {
        return "sha256:" + RecordDigest.sha256(bytes).hex();
    }
}

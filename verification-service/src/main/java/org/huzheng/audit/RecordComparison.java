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

/** Where two records part, field by field. Fields with personal data are named and never shown. */
final class RecordComparison {
    private static final int WIRE_HEADER_BYTES = 5;

    private RecordComparison() {}

    /** Nothing when the recomputed record has the stored bytes; else each field in which they part, or the bytes when no field does. */
    static List<Side> sides(SpecificRecord recomputed, SpecificRecord stored, byte[] storedValue) {
        byte[] expected = AvroWire.body(recomputed);
        byte[] found =
                Arrays.copyOfRange(storedValue, Math.min(WIRE_HEADER_BYTES, storedValue.length), storedValue.length);
        if (Arrays.equals(expected, found)) {
            return List.of();
        }
        List<Side> sides = new ArrayList<>();
        compare("", recomputed, stored, sides);
        if (sides.isEmpty() && !Arrays.equals(expected, AvroWire.body(stored))) {
            throw new AuditException("two records of " + recomputed.getSchema().getFullName()
                    + " with equal fields and different bytes");
        }
        if (sides.isEmpty()) {
            sides.add(new Side("encoding", digest(expected), digest(found)));
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

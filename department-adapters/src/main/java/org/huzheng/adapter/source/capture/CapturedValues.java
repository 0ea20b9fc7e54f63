package org.huzheng.adapter.source.capture;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.huzheng.adapter.source.ColumnValues;
import org.jspecify.annotations.Nullable;

/** Reads the values of the capture engine's rows as texts. */
final class CapturedValues {
    private static final Set<String> ZONELESS =
            Set.of("io.debezium.time.IsoDate", "io.debezium.time.IsoTimestamp", "io.debezium.time.IsoTime");

    private @Nullable Schema columnsOf;
    private ColumnValues.Names columns = new ColumnValues.Names(List.of());
    private @Nullable String withheldColumn;

    /** The values of a row. */
    ColumnValues of(Struct row) {
        List<Field> fields = row.schema().fields();
        if (!row.schema().equals(columnsOf)) {
            columnsOf = row.schema();
            columns = new ColumnValues.Names(fields.stream().map(Field::name).toList());
        }
        withheldColumn = null;
        @Nullable String[] values = new String[fields.size()];
        for (int column = 0; column < values.length; column++) {
            Object value = row.get(fields.get(column));
            values[column] = value == null ? null : textOf(fields.get(column), value);
            if (withheldColumn == null && LogDialect.WITHHELD.equals(values[column])) {
                withheldColumn = fields.get(column).name();
            }
        }
        return columns.values(values);
    }

    /** A column of the row read last whose value the log does not carry. */
    Optional<String> withheld() {
        return Optional.ofNullable(withheldColumn);
    }

    /** The value of one column of a row; blank where the row has none, or the log does not say. */
    static String textOf(Struct row, String column) {
        Field field = row.schema().field(column);
        Object value = field == null ? null : row.get(field);
        return value == null || LogDialect.WITHHELD.equals(value) ? "" : textOf(field, value);
    }

    private static String textOf(Field field, Object value) {
        if (value instanceof ByteBuffer buffer) {
            return HexFormat.of().formatHex(bytesOf(buffer));
        }
        String text = value.toString();
        // The engine writes dates and local times with the zone of UTC, which the database does not say.
        boolean withoutZone = ZONELESS.contains(String.valueOf(field.schema().name()));
        return withoutZone && text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

package org.huzheng.adapter.source.filedrop.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huzheng.adapter.source.SourceItem;

/** Reads whole files, for tests. */
final class Rows {
    private static final int SEQUENCE = 3;

    private Rows() {}

    static List<SourceItem> itemsOf(FileFormat format, Path file, Charset encoding) throws Exception {
        return itemsOf(format, file, encoding, UnpackLimits.DEFAULT);
    }

    static List<SourceItem> itemsOf(FileFormat format, Path file, Charset encoding, UnpackLimits limits)
            throws Exception {
        return read(format, file, encoding, limits, RawRow::item);
    }

    /** What each row says in a column, as the id of a record is read. */
    static List<Optional<String>> valuesOf(FileFormat format, Path file, String column) throws Exception {
        return read(format, file, StandardCharsets.UTF_8, UnpackLimits.DEFAULT, row -> row.value(column));
    }

    private static <T> List<T> read(
            FileFormat format, Path file, Charset encoding, UnpackLimits limits, Function<RawRow, T> what)
            throws Exception {
        RowOrigin origin =
                new RowOrigin(String.valueOf(file.getFileName()), SEQUENCE, RowOrigin.Content.CHANGES, Instant.EPOCH);
        List<T> read = new ArrayList<>();
        try (RowFile rows = format.open(new PackedFile(file, limits), encoding, origin)) {
            for (RawRow row = rows.next(); row != null; row = rows.next()) {
                read.add(what.apply(row));
            }
        }
        return read;
    }
}

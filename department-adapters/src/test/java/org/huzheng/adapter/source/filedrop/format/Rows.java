package org.huzheng.adapter.source.filedrop.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        List<SourceItem> items = new ArrayList<>();
        try (RowFile rows = open(format, file, encoding, limits)) {
            for (RawRow row = rows.next(); row != null; row = rows.next()) {
                items.add(row.item());
            }
        }
        return items;
    }

    /** The headings of a file's columns, each in its place. */
    static List<String> headingsOf(FileFormat format, Path file) throws Exception {
        try (RowFile rows = open(format, file, StandardCharsets.UTF_8, UnpackLimits.DEFAULT)) {
            return rows.headings();
        }
    }

    private static RowFile open(FileFormat format, Path file, Charset encoding, UnpackLimits limits) throws Exception {
        return format.open(
                new PackedFile(file, limits),
                encoding,
                new RowOrigin(String.valueOf(file.getFileName()), SEQUENCE, RowOrigin.Content.CHANGES, Instant.EPOCH));
    }
}

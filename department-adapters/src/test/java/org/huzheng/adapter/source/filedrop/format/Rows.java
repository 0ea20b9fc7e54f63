package org.huzheng.adapter.source.filedrop.format;

import java.nio.charset.Charset;
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
        RowOrigin origin =
                new RowOrigin(String.valueOf(file.getFileName()), SEQUENCE, RowOrigin.Content.CHANGES, Instant.EPOCH);
        List<SourceItem> items = new ArrayList<>();
        try (RowFile rows = format.open(new PackedFile(file, limits), encoding, origin)) {
            for (RawRow row = rows.next(); row != null; row = rows.next()) {
                items.add(row.item());
            }
        }
        return items;
    }
}

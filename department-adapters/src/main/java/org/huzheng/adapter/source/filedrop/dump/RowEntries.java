package org.huzheng.adapter.source.filedrop.dump;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.digest.Sha256;
import org.jspecify.annotations.Nullable;

/** What is remembered of each row of a dump, in the order of the file. */
final class RowEntries {
    private final RowFile rows;
    private final List<String> idColumns;
    private final MessageDigest digest = Sha256.begin();
    private final byte[] meaning;
    private int count;
    private long withoutId;

    /**
     * A row that was read.
     *
     * @param entry what is remembered of it
     * @param bytes how many bytes it has
     */
    record Read(RawRow row, DumpEntry entry, int bytes) {}

    /**
     * The rows of a file of which nothing was read yet.
     *
     * @param idColumns columns that make the record's id
     * @param mappingDigest digest of the mapping: by another one the same row says something else
     */
    RowEntries(RowFile rows, List<String> idColumns, String mappingDigest) {
        this.rows = rows;
        this.idColumns = idColumns;
        // a digest of it: it goes into that of every row, and a header can be longer than a row
        this.meaning = digest.digest((mappingDigest + "\n" + rows.layout() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next row; null after the last. */
    @Nullable
    Read next() throws SourceException, RefusedFileException {
        RawRow row = rows.next();
        if (row == null) {
            return null;
        }
        byte[] content = row.content();
        digest.update(meaning);
        ByteBuffer said = ByteBuffer.wrap(digest.digest(content));
        long high = said.getLong();
        long low = said.getLong();
        byte[] id = idOf(row);
        if (id == null) {
            withoutId++;
            id = RecordId.none(high, low);
        }
        int number = count;
        count = Math.addExact(count, 1);
        return new Read(row, new DumpEntry(id, high, low, number), content.length);
    }

    private byte @Nullable [] idOf(RawRow row) {
        List<String> values = new ArrayList<>(idColumns.size());
        for (String column : idColumns) {
            Optional<String> value = row.value(column);
            if (value.isEmpty()) {
                return null;
            }
            values.add(value.get());
        }
        return RecordId.of(values);
    }

    /** How many were read. */
    int count() {
        return count;
    }

    /** How many of them have no id that can be read. */
    long withoutId() {
        return withoutId;
    }
}

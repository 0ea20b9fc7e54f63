package org.huzheng.adapter.source.filedrop.format;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;

/**
 * The file rows come from. It gives them their versions: the file's number in the upper half of the position, in the lower half what comes later in
 * the file. So each position is above all those of the files before, also above those stored when the position was the file's number alone.
 *
 * @param name its name as a mapping's pattern matches it
 * @param sequence its number among the files taken
 * @param content what its rows say together
 * @param completedAt when it was completed
 */
public record RowOrigin(String name, int sequence, Content content, Instant completedAt) {
    /** What the rows of a file say together. */
    public enum Content {
        /** One change after another: of two rows of a record the later one counts. */
        CHANGES,
        /** What there is at one time: two rows of a record that differ contradict one another. */
        FULL
    }

    private static final int ROW_BITS = 32;
    private static final long ROWS_MAX = (1L << ROW_BITS) - 1;

    public RowOrigin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(completedAt, "completedAt");
    }

    /**
     * A row of the file.
     *
     * @param place what its number counts, for people: line, row
     * @param number grows from row to row, from 1
     */
    SourceRow row(String place, long number, ColumnValues values) {
        return new SourceRow(name, place + " " + number, Operation.READ, versionOfRow(number), completedAt, values);
    }

    /** A record that the full dump no longer holds, said after all of its rows. */
    public SourceRow gone(Map<String, String> id) {
        return new SourceRow(name, "absent from the full dump", Operation.DELETE, version(ROWS_MAX), completedAt, id);
    }

    private SourceVersion versionOfRow(long number) {
        return version(content == Content.FULL ? 0 : number);
    }

    private SourceVersion version(long inFile) {
        if (inFile < 0 || inFile > ROWS_MAX) {
            throw new IllegalArgumentException(
                    "file " + name + ": expected at most " + ROWS_MAX + " rows, found number " + inFile);
        }
        return new SourceVersion(0, ((long) sequence << ROW_BITS) + inFile);
    }

    UnreadableRow unreadable(
            String location, Rejection rejection, Map<String, String> readable, Optional<byte[]> rawBytes) {
        return new UnreadableRow(name, location, rejection, readable, rawBytes);
    }
}

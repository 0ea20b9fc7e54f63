package org.huzheng.adapter.source.filedrop.format;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.source.SourceException;

/** How rows lie in a file, as the mapping states it. */
public sealed interface FileFormat {
    /** Separators that are safe to split at before decoding: others can be the second byte of a GB18030 character. */
    String SEPARATORS = ",;\t";

    /**
     * Opens a file at its first row.
     *
     * @throws RefusedFileException if it is no file of this form
     */
    RowFile open(PackedFile file, Charset encoding, RowOrigin origin) throws SourceException, RefusedFileException;

    /**
     * CSV (RFC 4180) with a header line.
     *
     * @param separator comma, semicolon or tab
     */
    record Csv(char separator) implements FileFormat {
        public Csv {
            if (SEPARATORS.indexOf(separator) < 0) {
                throw new IllegalArgumentException(
                        "separator: expected comma, semicolon or tab, found '" + separator + "'");
            }
        }

        @Override
        public RowFile open(PackedFile file, Charset encoding, RowOrigin origin)
                throws SourceException, RefusedFileException {
            return CsvRows.open(file, separator, encoding, origin);
        }
    }

    /** What the positions of fixed columns count: a Chinese character is one character, but two or four bytes of GB18030. */
    enum Unit {
        /** Bytes in the file's encoding. */
        BYTES,
        /** Characters (Unicode code points). */
        CHARACTERS
    }

    /**
     * A column at fixed positions.
     *
     * @param name its name
     * @param first its first position in the line, from 1
     * @param last its last position
     */
    record Column(String name, int first, int last) {
        public Column {
            Objects.requireNonNull(name, "name");
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(
                        "column " + name + ": expected positions as 1-10, found " + first + "-" + last);
            }
        }
    }

    /**
     * Lines of one length whose columns lie at fixed positions, filled up with blanks.
     *
     * @param unit what positions count
     * @param columns the columns; positions no column covers are ignored
     * @param headerLines lines before the first row
     * @param trimmed whether the blanks at the end of a line may be missing; else a shorter line is refused
     */
    record FixedWidth(Unit unit, List<Column> columns, int headerLines, boolean trimmed) implements FileFormat {
        public FixedWidth {
            Objects.requireNonNull(unit, "unit");
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("columns: expected at least one, found none");
            }
            if (headerLines < 0) {
                throw new IllegalArgumentException("headerLines: expected at least 0, found " + headerLines);
            }
            Set<String> names = new HashSet<>();
            for (Column column : columns) {
                if (!names.add(column.name())) {
                    throw new IllegalArgumentException("columns: expected each name once, found " + column.name());
                }
            }
        }

        /** Length of a line. */
        int length() {
            return columns.stream().mapToInt(Column::last).max().orElse(0);
        }

        @Override
        public RowFile open(PackedFile file, Charset encoding, RowOrigin origin)
                throws SourceException, RefusedFileException {
            return FixedWidthRows.open(file, this, encoding, origin);
        }
    }

    /**
     * A sheet of an XLSX workbook (ECMA-376).
     *
     * @param sheet name of the sheet; else the first
     * @param headerRow number of the row that names the columns, from 1
     */
    record Xlsx(Optional<String> sheet, int headerRow) implements FileFormat {
        public Xlsx {
            Objects.requireNonNull(sheet, "sheet");
            if (headerRow < 1) {
                throw new IllegalArgumentException("headerRow: expected at least 1, found " + headerRow);
            }
        }

        @Override
        public RowFile open(PackedFile file, Charset encoding, RowOrigin origin)
                throws SourceException, RefusedFileException {
            return XlsxRows.open(file, this, origin);
        }
    }
}

package org.huzheng.adapter.source.filedrop.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of lines with columns at fixed positions. Lines are split on bytes, which is safe in UTF-8 and GB18030: a line end is never part of a
 * longer character.
 */
public final class FixedWidthRows implements RowFile {
    private static final Logger LOG = LoggerFactory.getLogger(FixedWidthRows.class);
    private static final String LINE = "line";

    /** Longer lines are none: a file without line ends must not fill the memory. */
    private static final int LINE_BYTES_MAX = 1 << 20;

    private final Path path;
    private final FileFormat.FixedWidth format;
    private final Decoding decoding;
    private final RowOrigin origin;
    private final ColumnValues.Names names;
    private final InputStream bytes;
    private final byte[] buffer = new byte[1 << 16];
    private int begin;
    private int filled;
    private long line;

    private FixedWidthRows(
            Path path, FileFormat.FixedWidth format, Decoding decoding, RowOrigin origin, InputStream bytes) {
        this.path = path;
        this.format = format;
        this.decoding = decoding;
        this.origin = origin;
        this.bytes = bytes;
        this.names = new ColumnValues.Names(columnsOf(format));
    }

    static FixedWidthRows open(PackedFile file, FileFormat.FixedWidth format, Charset encoding, RowOrigin origin)
            throws SourceException, RefusedFileException {
        try {
            FixedWidthRows rows =
                    new FixedWidthRows(file.path(), format, new Decoding(encoding), origin, file.openText());
            boolean opened = false;
            try {
                for (int skipped = 0; skipped < format.headerLines(); skipped++) {
                    rows.readLine();
                }
                opened = true;
                return rows;
            } finally {
                if (!opened) {
                    rows.close();
                }
            }
        } catch (IOException e) {
            throw new SourceException("file " + file.path() + ": expected a readable file", e);
        }
    }

    @Override
    public @Nullable RawRow next() throws SourceException, RefusedFileException {
        try {
            String text = readLine();
            while (text != null && text.isEmpty()) {
                text = readLine();
            }
            return text == null ? null : new Line(text, line);
        } catch (IOException e) {
            throw new SourceException("file " + path + ": expected to read on", e);
        }
    }

    /** The next line without its end, each byte as one Latin-1 character; null after the last. */
    private @Nullable String readLine() throws IOException, RefusedFileException {
        if (!fill()) {
            return null;
        }
        line++;
        StringBuilder read = new StringBuilder(format.length() + 1);
        boolean ended = false;
        while (!ended && fill()) {
            int end = begin;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            ended = end < filled;
            read.append(new String(buffer, begin, end - begin, StandardCharsets.ISO_8859_1));
            begin = ended ? end + 1 : end;
            if (read.length() > LINE_BYTES_MAX) {
                throw new RefusedFileException(
                        "lines of at most " + LINE_BYTES_MAX + " bytes", "more in " + LINE + " " + line);
            }
        }
        int length = read.length();
        return length > 0 && read.charAt(length - 1) == '\r' ? read.substring(0, length - 1) : read.toString();
    }

    /** Whether there is at least one byte more. */
    private boolean fill() throws IOException {
        if (begin == filled) {
            begin = 0;
            filled = Math.max(0, bytes.read(buffer));
        }
        return filled > begin;
    }

    private static List<String> columnsOf(FileFormat.FixedWidth format) {
        return format.columns().stream().map(FileFormat.Column::name).toList();
    }

    @Override
    public List<String> columns() {
        return columnsOf(format);
    }

    @Override
    public String layout() {
        return format.toString();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            // Nothing was written: what was read stays read.
            LOG.warn("File could not be closed: file={}", path, e);
        }
    }

    private final class Line implements RawRow {
        private final String latin;
        private final long number;

        Line(String latin, long number) {
            this.latin = latin;
            this.number = number;
        }

        @Override
        public SourceItem item() {
            String location = LINE + " " + number;
            boolean inBytes = format.unit() == FileFormat.Unit.BYTES;
            String text = latin;
            try {
                text = inBytes ? latin : decoding.decode(latin);
            } catch (CharacterCodingException e) {
                return origin.unreadable(location, decoding.undecodable(), Map.of(), Optional.of(content()));
            }
            @Nullable String[] values = new String[format.columns().size()];
            boolean undecodable = false;
            for (int column = 0; column < values.length; column++) {
                try {
                    values[column] = cut(text, format.columns().get(column));
                } catch (CharacterCodingException e) {
                    undecodable = true;
                }
            }
            if (undecodable) {
                return origin.unreadable(location, decoding.undecodable(), readable(values), Optional.of(content()));
            }
            int length = lengthOf(text);
            if (length > format.length() || (length < format.length() && !format.trimmed())) {
                String unit = inBytes ? " bytes" : " characters";
                Rejection rejection = Rejection.ofRow(
                        Rule.COLUMN_COUNT, "a line of " + format.length() + unit, "one of " + length + unit);
                return origin.unreadable(location, rejection, readable(values), Optional.of(content()));
            }
            return origin.row(LINE, number, names.values(values));
        }

        private Map<String, String> readable(@Nullable String[] values) {
            Map<String, String> readable = new LinkedHashMap<>();
            names.values(values).forEach((name, value) -> {
                if (value != null) {
                    readable.put(name, value);
                }
            });
            return readable;
        }

        @Override
        public Optional<String> value(String name) {
            try {
                String text = format.unit() == FileFormat.Unit.BYTES ? latin : decoding.decode(latin);
                for (FileFormat.Column column : format.columns()) {
                    if (column.name().equals(name)) {
                        return Optional.of(cut(text, column)).filter(value -> !value.isEmpty());
                    }
                }
                return Optional.empty();
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        private int lengthOf(String text) {
            return format.unit() == FileFormat.Unit.BYTES ? text.length() : text.codePointCount(0, text.length());
        }

        private String cut(String text, FileFormat.Column column) throws CharacterCodingException {
            int length = lengthOf(text);
            int from = Math.min(column.first() - 1, length);
            int to = Math.min(column.last(), length);
            if (format.unit() == FileFormat.Unit.BYTES) {
                return decoding.decode(text.substring(from, to)).strip();
            }
            int begin = text.offsetByCodePoints(0, from);
            return text.substring(begin, text.offsetByCodePoints(begin, to - from))
                    .strip();
        }

        @Override
        public byte[] content() {
            return Decoding.bytesOf(latin);
        }
    }
}

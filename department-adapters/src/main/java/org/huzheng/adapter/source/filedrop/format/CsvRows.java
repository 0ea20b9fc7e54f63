package org.huzheng.adapter.source.filedrop.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
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
 * One CSV file (RFC 4180) with a header line. Rows are split on bytes, each read as one Latin-1 character, and decoded afterwards one by one,
 * so that malformed bytes cost one row and not the file: in UTF-8 and GB18030 quote, separator and line end are never part of a longer
 * character.
 */
public final class CsvRows implements RowFile {
    private static final Logger LOG = LoggerFactory.getLogger(CsvRows.class);
    private static final String LINE = "line";

    private final Path path;
    private final RowOrigin origin;
    private final char separator;
    private final Decoding decoding;
    private final CsvReader<CsvFields> reader;
    private final Iterator<CsvFields> records;
    private final List<String> header = new ArrayList<>();
    private ColumnValues.Names names = new ColumnValues.Names(List.of());
    private long lastLine;

    private CsvRows(Path path, RowOrigin origin, char separator, Decoding decoding, CsvReader<CsvFields> reader) {
        this.path = path;
        this.origin = origin;
        this.separator = separator;
        this.decoding = decoding;
        this.reader = reader;
        this.records = reader.iterator();
    }

    @SuppressWarnings(
            "removal") // Stray text after a quote must cost a row, not the rest of the file; 4.4 has no other setting.
    static CsvRows open(PackedFile file, char separator, Charset encoding, RowOrigin origin)
            throws SourceException, RefusedFileException {
        try {
            Reader characters = new InputStreamReader(file.openText(), StandardCharsets.ISO_8859_1);
            CsvReader<CsvFields> reader = CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowExtraCharsAfterClosingQuote(true)
                    .allowUnclosedQuote(false)
                    .build(new CsvFieldsHandler(), characters);
            CsvRows rows = new CsvRows(file.path(), origin, separator, new Decoding(encoding), reader);
            boolean opened = false;
            try {
                rows.readHeader();
                opened = true;
                return rows;
            } finally {
                if (!opened) {
                    rows.close();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new SourceException("file " + file.path() + ": expected a readable file", e);
        }
    }

    private void readHeader() throws RefusedFileException {
        CsvFields first = nextRecord();
        if (first == null) {
            return;
        }
        for (int column = 0; column < first.count(); column++) {
            try {
                header.add(decoded(first, column).strip());
            } catch (CharacterCodingException e) {
                throw new RefusedFileException(
                        "a header in " + decoding.encoding(), "one with bytes that are no text in it", e);
            }
        }
        names = new ColumnValues.Names(header);
    }

    @Override
    public @Nullable RawRow next() throws SourceException, RefusedFileException {
        try {
            CsvFields csv = nextRecord();
            return csv == null ? null : new Row(csv);
        } catch (UncheckedIOException e) {
            throw new SourceException("file " + path + ": expected to read on", e);
        }
    }

    private @Nullable CsvFields nextRecord() throws RefusedFileException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvFields csv = records.next();
            lastLine = csv.line();
            return csv;
        } catch (CsvParseException e) {
            throw new RefusedFileException(
                    "rows that RFC 4180 can split, of at most " + CsvFieldsHandler.FIELDS_MAX + " columns and "
                            + CsvFieldsHandler.RECORD_BYTES_MAX + " bytes",
                    "a quote that is not closed, or a row without end, behind "
                            + (lastLine == 0
                                    ? "the file's beginning"
                                    : "the row that begins in " + LINE + " " + lastLine),
                    e);
        }
    }

    private String decoded(CsvFields csv, int field) throws CharacterCodingException {
        return decoding.decode(csv.bytes(), csv.begin(field), csv.end(field));
    }

    @Override
    public List<String> columns() {
        return List.copyOf(header);
    }

    @Override
    public String layout() {
        return String.join(String.valueOf(separator), header);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // Nothing was written: what was read stays read.
            LOG.warn("File could not be closed: file={}", path, e);
        }
    }

    /** One line, or several where a line end is quoted. */
    private final class Row implements RawRow {
        private final CsvFields csv;

        Row(CsvFields csv) {
            this.csv = csv;
        }

        @Override
        public SourceItem item() {
            if (csv.count() == header.size()) {
                try {
                    return origin.row(LINE, csv.line(), names.values(values()));
                } catch (CharacterCodingException e) {
                    return refused();
                }
            }
            return refused();
        }

        private @Nullable String[] values() throws CharacterCodingException {
            @Nullable String[] values = new String[csv.count()];
            for (int column = 0; column < values.length; column++) {
                values[column] = decoded(csv, column);
            }
            return values;
        }

        /** With as much of it as can be read. */
        private SourceItem refused() {
            String location = LINE + " " + csv.line();
            Map<String, String> values = new LinkedHashMap<>();
            boolean undecodable = false;
            int columns = Math.min(header.size(), csv.count());
            for (int column = 0; column < columns; column++) {
                try {
                    values.put(header.get(column), decoded(csv, column));
                } catch (CharacterCodingException e) {
                    undecodable = true;
                }
            }
            if (undecodable) {
                return origin.unreadable(location, decoding.undecodable(), values, Optional.of(rawBytes()));
            }
            Rejection rejection = Rejection.ofRow(
                    Rule.COLUMN_COUNT, header.size() + " columns as in the header", csv.count() + " columns");
            return origin.unreadable(location, rejection, values, Optional.of(rawBytes()));
        }

        @Override
        public Optional<String> value(String column) {
            int index = header.indexOf(column);
            if (index < 0 || index >= csv.count()) {
                return Optional.empty();
            }
            try {
                return Optional.of(decoded(csv, index).strip()).filter(text -> !text.isEmpty());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        @Override
        public byte[] content() {
            return csv.bytes();
        }

        private byte[] rawBytes() {
            return csv.joinedBy(separator);
        }
    }
}

package org.huzheng.adapter.source.filedrop;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;

/**
 * One CSV file (RFC 4180) with a header line. Rows are split on bytes, each read as one Latin-1 character, and decoded afterwards one by one,
 * so that malformed bytes cost one row and not the file: in UTF-8 and GB18030 quote, separator and line end are never part of a longer
 * character.
 */
final class CsvFile implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path path;
    private final String name;
    private final int sequence;
    private final char separator;
    private final CharsetDecoder decoder;
    private final Instant completedAt;
    private final CsvReader<CsvRecord> reader;
    private final java.util.Iterator<CsvRecord> records;
    private final List<String> header;
    private @Nullable SourceItem next;
    private boolean broken;

    private CsvFile(
            Path path, int sequence, FileDropSettings settings, CsvReader<CsvRecord> reader, Instant completedAt) {
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        this.sequence = sequence;
        this.separator = settings.separator();
        this.decoder = settings.encoding()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.completedAt = completedAt;
        this.reader = reader;
        this.records = reader.iterator();
        this.header = new ArrayList<>();
        readHeader();
    }

    /** Opens a file and reads its header. */
    @SuppressWarnings(
            "removal") // Stray text after a quote must cost a row, not the rest of the file; 4.4 has no other setting.
    static CsvFile open(Path path, int sequence, FileDropSettings settings) throws SourceException {
        try {
            BufferedReader characters = new BufferedReader(
                    new InputStreamReader(withoutByteOrderMark(path), StandardCharsets.ISO_8859_1), 1 << 16);
            CsvReader<CsvRecord> reader = CsvReader.builder()
                    .fieldSeparator(settings.separator())
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowExtraCharsAfterClosingQuote(true)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(characters);
            return new CsvFile(
                    path,
                    sequence,
                    settings,
                    reader,
                    Files.getLastModifiedTime(path).toInstant());
        } catch (IOException | UncheckedIOException e) {
            throw new SourceException("file " + path + ": expected a readable file", e);
        }
    }

    private static InputStream withoutByteOrderMark(Path path) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path));
        bytes.mark(BYTE_ORDER_MARK.length);
        if (!java.util.Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            bytes.reset();
        }
        return bytes;
    }

    Path path() {
        return path;
    }

    boolean hasNext() throws SourceException {
        if (next == null) {
            next = advance();
        }
        return next != null;
    }

    SourceItem next() throws SourceException {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("file " + name + " has no further row");
        }
        SourceItem item = next;
        next = null;
        return item;
    }

    /** Passes over rows that are stored already. */
    void skip(long rows) throws SourceException {
        for (long count = 0; count < rows && hasNext(); count++) {
            next();
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // Nothing was written: what was read stays read.
            org.slf4j.LoggerFactory.getLogger(CsvFile.class).warn("File could not be closed: file={}", name, e);
        }
    }

    private void readHeader() {
        CsvRecord first;
        try {
            if (!records.hasNext()) {
                return;
            }
            first = records.next();
        } catch (CsvParseException e) {
            next = malformed(1);
            return;
        }
        for (String column : first.getFields()) {
            try {
                header.add(decode(column).strip());
            } catch (CharacterCodingException e) {
                broken = true;
                next = undecodable(first, Map.of());
                return;
            }
        }
    }

    private @Nullable SourceItem advance() throws SourceException {
        if (broken) {
            return null;
        }
        try {
            return records.hasNext() ? toItem(records.next()) : null;
        } catch (CsvParseException e) {
            return malformed(0);
        } catch (UncheckedIOException e) {
            throw new SourceException("file " + path + ": expected to read on", e);
        }
    }

    private SourceItem toItem(CsvRecord csv) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean undecodable = false;
        int columns = Math.min(header.size(), csv.getFieldCount());
        for (int column = 0; column < columns; column++) {
            try {
                values.put(header.get(column), decode(csv.getField(column)));
            } catch (CharacterCodingException e) {
                undecodable = true;
            }
        }
        if (undecodable) {
            return undecodable(csv, values);
        }
        if (csv.getFieldCount() != header.size()) {
            Rejection rejection = Rejection.ofRow(
                    Rule.COLUMN_COUNT, header.size() + " columns as in the header", csv.getFieldCount() + " columns");
            return new UnreadableRow(name, lineOf(csv), rejection, values, Optional.of(bytesOf(csv)));
        }
        return new SourceRow(
                name,
                lineOf(csv),
                Operation.READ,
                new SourceVersion(0, sequence),
                completedAt,
                new LinkedHashMap<>(values));
    }

    private UnreadableRow undecodable(CsvRecord csv, Map<String, String> readable) {
        Rejection rejection = Rejection.ofRow(
                Rule.UNDECODABLE_BYTES, "text in " + decoder.charset().name(), "bytes that are none");
        return new UnreadableRow(name, lineOf(csv), rejection, readable, Optional.of(bytesOf(csv)));
    }

    private UnreadableRow malformed(long line) {
        broken = true;
        Rejection rejection = Rejection.ofRow(
                Rule.MALFORMED_FILE, "rows that RFC 4180 can split", "a quote that is not closed or a row without end");
        String location = line > 0 ? "line " + line : "rest of the file";
        return new UnreadableRow(name, location, rejection, Map.of(), Optional.empty());
    }

    private static String lineOf(CsvRecord csv) {
        return "line " + csv.getStartingLineNumber();
    }

    private String decode(String latin) throws CharacterCodingException {
        for (int index = 0; index < latin.length(); index++) {
            if (latin.charAt(index) > 0x7F) {
                return decoder.decode(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)))
                        .toString();
            }
        }
        return latin;
    }

    private byte[] bytesOf(CsvRecord csv) {
        return String.join(String.valueOf(separator), csv.getFields()).getBytes(StandardCharsets.ISO_8859_1);
    }
}

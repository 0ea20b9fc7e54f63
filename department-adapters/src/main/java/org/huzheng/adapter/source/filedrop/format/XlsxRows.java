package org.huzheng.adapter.source.filedrop.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.huzheng.adapter.source.ColumnValues;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sheet of an XLSX workbook, whose first row names the columns. Cells are the text a clerk sees in them; rows of blanks are none. */
public final class XlsxRows implements RowFile {
    private static final Logger LOG = LoggerFactory.getLogger(XlsxRows.class);
    private static final String ROW = "row";
    private static final String SHARED_STRINGS = "sharedStrings.xml";

    /** The texts a workbook shares between cells are held in memory while it is read. */
    private static final long SHARED_STRINGS_BYTES_MAX = 64L << 20;

    private final Path path;
    private final RowOrigin origin;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final CellText cellText;
    private List<String> header = List.of();
    /** Numbers of the columns that have a heading. */
    private List<Integer> headed = List.of();

    private ColumnValues.Names names = new ColumnValues.Names(List.of());
    private int lastRow;

    private XlsxRows(Path path, RowOrigin origin, ReadableWorkbook workbook, Stream<Row> stream) {
        this.path = path;
        this.origin = origin;
        this.workbook = workbook;
        this.stream = stream;
        this.rows = stream.iterator();
        this.cellText = new CellText(workbook.isDate1904());
    }

    static XlsxRows open(PackedFile file, FileFormat.Xlsx format, RowOrigin origin)
            throws SourceException, RefusedFileException {
        try {
            Optional<Path> unpacked = file.unpack();
            try {
                return open(unpacked.orElse(file.path()), file, format, origin);
            } finally {
                // Open, it can still be read; nothing of it is left behind, whatever happens now.
                if (unpacked.isPresent()) {
                    Files.deleteIfExists(unpacked.get());
                }
            }
        } catch (LimitException e) {
            throw file.tooBig(e);
        } catch (ZipException e) {
            throw noWorkbook(e);
        } catch (IOException e) {
            throw new SourceException("file " + file.path() + ": expected a readable file", e);
        }
    }

    private static XlsxRows open(Path workbookFile, PackedFile dropped, FileFormat.Xlsx format, RowOrigin origin)
            throws IOException, RefusedFileException {
        checkParts(workbookFile, dropped);
        ReadableWorkbook workbook;
        try {
            workbook = new ReadableWorkbook(workbookFile.toFile(), new ReadingOptions(true, true));
        } catch (RuntimeException | IOException e) {
            // The library says in many ways that it cannot read on: with whatever the damage leads to.
            throw noWorkbook(e);
        }
        boolean opened = false;
        try {
            Sheet sheet = format.sheet().isPresent()
                    ? workbook.findSheet(format.sheet().get())
                            .orElseThrow(() -> new RefusedFileException(
                                    "a sheet named " + format.sheet().get(), "none of that name"))
                    : workbook.getFirstSheet();
            XlsxRows rows = new XlsxRows(dropped.path(), origin, workbook, sheet.openStream());
            rows.readHeader(format.headerRow());
            opened = true;
            return rows;
        } catch (RuntimeException e) {
            throw noWorkbook(e);
        } finally {
            if (!opened) {
                workbook.close();
            }
        }
    }

    private static RefusedFileException noWorkbook(Exception cause) {
        return new RefusedFileException("an XLSX workbook", "a file that cannot be read as one", cause);
    }

    /** A workbook is itself a packed file: unpacks its parts to nowhere, so that none is bigger than it may be. */
    private static void checkParts(Path workbook, PackedFile dropped) throws IOException, RefusedFileException {
        long left = dropped.limits().bytesMaxOf(Files.size(workbook));
        try (ZipFile parts = new ZipFile(workbook.toFile())) {
            Enumeration<? extends ZipEntry> entries = parts.entries();
            while (entries.hasMoreElements()) {
                ZipEntry part = entries.nextElement();
                boolean shared = part.getName().endsWith(SHARED_STRINGS);
                try (InputStream content = new LimitedStream(
                        new EntryStream(parts, part), shared ? Math.min(left, SHARED_STRINGS_BYTES_MAX) : left)) {
                    left -= content.transferTo(OutputStream.nullOutputStream());
                } catch (LimitException e) {
                    if (shared && left >= SHARED_STRINGS_BYTES_MAX) {
                        throw new RefusedFileException(
                                "a workbook with at most " + SHARED_STRINGS_BYTES_MAX + " bytes of texts",
                                "more; a register of this size is better sent as CSV",
                                e);
                    }
                    throw e;
                }
            }
        }
    }

    private void readHeader(int headerRow) {
        while (rows.hasNext()) {
            Row row = rows.next();
            lastRow = row.getRowNum();
            if (row.getRowNum() >= headerRow) {
                header = List.copyOf(texts(row));
                headed = IntStream.range(0, header.size())
                        .filter(column -> !header.get(column).isEmpty())
                        .boxed()
                        .toList();
                names = new ColumnValues.Names(columns());
                return;
            }
        }
    }

    @Override
    public @Nullable RawRow next() throws SourceException, RefusedFileException {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<String> texts = texts(row);
                lastRow = row.getRowNum();
                if (!texts.isEmpty()) {
                    return new SheetRow(texts, row.getRowNum());
                }
            }
            return null;
        } catch (UncheckedIOException e) {
            throw new SourceException("file " + path + ": expected to read on", e);
        } catch (RuntimeException e) {
            // As above: the library says so with whatever the damage leads to.
            throw new RefusedFileException(
                    "rows of a sheet (ECMA-376)",
                    "something that cannot be read as one behind " + ROW + " " + lastRow,
                    e);
        }
    }

    /** What the row's cells show, up to the last that shows anything. */
    private List<String> texts(Row row) {
        List<String> texts = new ArrayList<>(row.getCellCount());
        int filled = 0;
        for (Cell cell : row) {
            String text = cell == null ? "" : cellText.of(cell);
            texts.add(text);
            filled = text.isEmpty() ? filled : texts.size();
        }
        return texts.subList(0, filled);
    }

    @Override
    public List<String> columns() {
        return headed.stream().map(header::get).toList();
    }

    @Override
    public List<String> headings() {
        return header;
    }

    @Override
    public String layout() {
        return String.join("\0", header);
    }

    @Override
    public void close() {
        stream.close();
        try {
            workbook.close();
        } catch (IOException e) {
            // Nothing was written: what was read stays read.
            LOG.warn("File could not be closed: file={}", path, e);
        }
    }

    private final class SheetRow implements RawRow {
        private final List<String> texts;
        private final int number;

        SheetRow(List<String> texts, int number) {
            this.texts = texts;
            this.number = number;
        }

        @Override
        public SourceItem item() {
            String location = ROW + " " + number;
            if (texts.size() > header.size()) {
                Rejection rejection = Rejection.ofRow(
                        Rule.COLUMN_COUNT, header.size() + " columns as in the header", texts.size() + " columns");
                Map<String, String> readable = new LinkedHashMap<>();
                headed.forEach(column -> readable.put(header.get(column), texts.get(column)));
                return origin.unreadable(location, rejection, readable, Optional.empty());
            }
            @Nullable String[] values = new String[headed.size()];
            for (int place = 0; place < values.length; place++) {
                int column = headed.get(place);
                values[place] = column < texts.size() ? texts.get(column) : "";
            }
            return origin.row(ROW, number, names.values(values));
        }

        @Override
        public Optional<String> value(String column) {
            int index = header.indexOf(column);
            return index < 0 || index >= texts.size()
                    ? Optional.empty()
                    : Optional.of(texts.get(index)).filter(text -> !text.isEmpty());
        }

        @Override
        public byte[] content() {
            return String.join("\0", texts).getBytes(StandardCharsets.UTF_8);
        }
    }
}

package org.huzheng.adapter.draft;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.settings.SettingsException;

/** Looks at one file with a heading for each column, packed or not, of which others like it shall be dropped. */
public final class FileLook {
    /** As long as an identity number, which must not come into a draft; no column is named so. */
    private static final Pattern NUMBER = Pattern.compile("\\d{14,17}[0-9Xx]");

    private FileLook() {}

    /**
     * Looks at a CSV file.
     *
     * @throws SettingsException if it is not one in this encoding, or has no header
     * @throws SourceException if it cannot be read
     */
    public static SourceLook ofCsv(Path file, Charset encoding, char separator)
            throws SettingsException, SourceException {
        return of(
                file,
                new FileFormat.Csv(separator),
                encoding,
                List.of(
                        "encoding: " + encoding.name(),
                        "separator: \"" + (separator == '\t' ? "\\t" : String.valueOf(separator)) + "\""));
    }

    /**
     * Looks at a sheet of a workbook.
     *
     * @param sheet its name; else the first
     * @param headerRow number of the row that names the columns, from 1
     * @throws SettingsException if it is no workbook, or the sheet has no header
     * @throws SourceException if it cannot be read
     */
    public static SourceLook ofXlsx(Path file, Optional<String> sheet, int headerRow)
            throws SettingsException, SourceException {
        List<String> settings = new ArrayList<>(List.of("format: xlsx"));
        sheet.ifPresent(name -> settings.add("sheet: " + MappingDraft.quoted(name)));
        if (headerRow > 1) {
            settings.add("headerRow: " + headerRow);
        }
        return of(file, new FileFormat.Xlsx(sheet, headerRow), StandardCharsets.UTF_8, settings);
    }

    private static SourceLook of(Path file, FileFormat format, Charset encoding, List<String> settings)
            throws SettingsException, SourceException {
        SampledRows rows = rowsOf(file, format, encoding);
        if (rows.columns().isEmpty()) {
            throw new SettingsException(file + ": expected a header with the names of the columns, found nothing");
        }
        int number = 0;
        for (String column : rows.columns().keySet()) {
            number++;
            if (NUMBER.matcher(column).matches()) {
                throw new SettingsException(
                        file + ": expected a header with the names of the columns, found a number as"
                                + " the name of column " + number + "; is the heading missing?");
            }
        }
        List<String> source = new ArrayList<>(List.of(
                "kind: file-drop",
                "# Where files are dropped, and where they go once they are published; relative to this file.",
                "directory: drop",
                "archive: archive"));
        source.addAll(settings);
        return new SourceLook(patternOf(file), rows.columns(), List.of(), SourceBlock.of(source), true);
    }

    private static SampledRows rowsOf(Path file, FileFormat format, Charset encoding)
            throws SettingsException, SourceException {
        RowOrigin origin = new RowOrigin(patternOf(file), 1, RowOrigin.Content.CHANGES, Instant.EPOCH);
        try (RowFile open = format.open(new PackedFile(file, UnpackLimits.DEFAULT), encoding, origin)) {
            SampledRows rows = new SampledRows(open.columns());
            RawRow row = open.next();
            for (int count = 0; count < SampledRows.ROWS_MAX && row != null; count++) {
                rows.accept(row.item());
                row = open.next();
            }
            return rows;
        } catch (RefusedFileException e) {
            throw new SettingsException(file + ": " + e.getMessage(), e);
        }
    }

    /** Digits in a file's name are its day or number, and the next file has others; the suffix of its packing is none of its name. */
    private static String patternOf(Path file) {
        return PackedFile.unpackedName(String.valueOf(file.getFileName()))
                .replaceAll("[\\[\\]{}\\\\]", "?")
                .replaceAll("[0-9][0-9_-]*", "*");
    }
}

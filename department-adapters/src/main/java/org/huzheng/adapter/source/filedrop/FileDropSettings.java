package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;

/**
 * Settings of a directory into which a department drops CSV files with one header line. A file is complete when it has its final name: it is
 * written as {@code name.csv.part} and renamed. Files are taken in the order of their names.
 *
 * @param directory where files are dropped
 * @param archive where files go when all their rows are stored
 * @param encoding UTF-8 (with or without byte order mark) or GB18030
 * @param separator between columns: comma, semicolon or tab. Others can be the second byte of a GB18030 character
 * @param scanInterval how often to look for files
 */
public record FileDropSettings(Path directory, Path archive, Charset encoding, char separator, Duration scanInterval)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "file-drop";

    /** Encodings whose bytes below 0x30 are never part of another character, so that rows can be split before decoding. */
    public static final List<String> ENCODINGS = List.of("UTF-8", "GB18030");

    /** Separators that are safe to split at before decoding. */
    public static final String SEPARATORS = ",;\t";

    public FileDropSettings {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(archive, "archive");
        Objects.requireNonNull(scanInterval, "scanInterval");
        if (!ENCODINGS.contains(encoding.name())) {
            throw new IllegalArgumentException("encoding: expected one of " + ENCODINGS + ", found " + encoding);
        }
        if (SEPARATORS.indexOf(separator) < 0) {
            throw new IllegalArgumentException(
                    "separator: expected comma, semicolon or tab, found '" + separator + "'");
        }
        if (directory
                .toAbsolutePath()
                .normalize()
                .equals(archive.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    "archive: expected another directory than the one read, found " + archive);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        try {
            Files.createDirectories(archive);
        } catch (IOException e) {
            throw new SourceException("archive directory " + archive + " cannot be made", e);
        }
        FileDropPosition position = opening.position().isPresent()
                ? FileDropPosition.read(opening.position().get())
                : FileDropPosition.beginning();
        DropDirectory dropped = new DropDirectory(directory, opening.origins());
        // Fails here if the directory is away, and not only when somebody looks for files.
        dropped.completeFiles();
        return new FileDropSource(this, dropped, position);
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        int sequence = 0;
        for (Path file : new DropDirectory(directory, opening.origins()).completeFiles()) {
            sequence++;
            try (CsvFile csv = CsvFile.open(file, sequence, this)) {
                for (long count = 0; count < rowsPerOriginMax && csv.hasNext(); count++) {
                    rows.accept(csv.next());
                }
            }
        }
    }
}

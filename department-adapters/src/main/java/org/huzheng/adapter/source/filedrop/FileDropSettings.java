package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.adapter.validation.Rule;

/**
 * Settings of a directory into which a department drops files. They are taken in the order of their names.
 *
 * @param directory where files are dropped
 * @param archive where files go, each with a receipt, when all their rows are stored; what is remembered of full dumps lies there too
 * @param refused where files go that are refused as a whole, each with a receipt
 * @param format how rows lie in a file
 * @param encoding UTF-8 (with or without byte order mark) or GB18030
 * @param completion how a department says that a file is complete
 * @param fullDumps present if each file holds everything; else files hold changes
 * @param unpackLimits how much a packed file may hold
 * @param quietTime how long a file that would be refused must lie there unchanged before it is: it may still be being written
 * @param scanInterval how often to look for files
 * @param silence what it means that no file comes
 */
public record FileDropSettings(
        Path directory,
        Path archive,
        Path refused,
        FileFormat format,
        Charset encoding,
        Completion completion,
        Optional<FullDumps> fullDumps,
        UnpackLimits unpackLimits,
        Duration quietTime,
        Duration scanInterval,
        Silence silence)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "file-drop";

    /** Encodings whose bytes below 0x30 are never part of another character, so that rows can be split before decoding. */
    public static final List<String> ENCODINGS = List.of("UTF-8", "GB18030");

    public FileDropSettings {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(fullDumps, "fullDumps");
        Objects.requireNonNull(unpackLimits, "unpackLimits");
        Objects.requireNonNull(quietTime, "quietTime");
        Objects.requireNonNull(scanInterval, "scanInterval");
        Objects.requireNonNull(silence, "silence");
        if (!ENCODINGS.contains(encoding.name())) {
            throw new IllegalArgumentException("encoding: expected one of " + ENCODINGS + ", found " + encoding);
        }
        requireApart("archive", directory, archive);
        requireApart("refused", directory, refused);
    }

    private static void requireApart(String setting, Path directory, Path other) {
        if (directory.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException(
                    setting + ": expected another directory than the one read, found " + other);
        }
    }

    /** Where the manifest of a file lies: a file that is renamed may have one if it is a full dump, and needs none. */
    Optional<Path> manifestOf(Path file) {
        Path manifest = Manifest.pathOf(file, completion);
        return completion != Completion.RENAMED || (fullDumps.isPresent() && Files.isRegularFile(manifest))
                ? Optional.of(manifest)
                : Optional.empty();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<RefusedDump> refusedDumps(Optional<String> position, List<String> origins) {
        if (fullDumps.isEmpty() || position.isEmpty()) {
            return List.of();
        }
        try {
            return FileDropPosition.read(position.get()).refusedDumps().entrySet().stream()
                    .filter(refused -> origins.contains(refused.getKey()))
                    .map(refused -> new RefusedDump(
                            refused.getKey(),
                            refused.getValue().file(),
                            Instant.parse(refused.getValue().at())))
                    .sorted(Comparator.comparing(RefusedDump::at))
                    .toList();
        } catch (SourceException e) {
            // Another kind of source left it; opening says so.
            return List.of();
        }
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        FileDropPosition position = opening.position().isPresent()
                ? FileDropPosition.read(opening.position().get())
                : FileDropPosition.beginning();
        DropDirectory dropped = new DropDirectory(directory, opening.origins(), completion);
        // Fails here if the directory is away, and not only when somebody looks for files.
        dropped.completeFiles();
        return new FileDropSource(this, opening, dropped, new Archive(this, opening), FileDigest::of, position);
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        int sequence = 0;
        for (DroppedFile file : new DropDirectory(directory, opening.origins(), completion).completeFiles()) {
            sequence++;
            sampleOrRefuse(file, sequence, opening.mapped(), rowsPerOriginMax, rows);
        }
    }

    /** Of an archived or refused file what stands before its own name is left out, as the archive put it there. */
    @Override
    public void sampleFile(SourceOpening opening, Path file, long rowsMax, Consumer<SourceItem> rows)
            throws SourceException {
        DropDirectory dropped = new DropDirectory(directory, opening.origins(), completion);
        String name = String.valueOf(file.getFileName());
        DroppedFile named = dropped.named(name)
                .or(() -> dropped.named(Archive.droppedName(name)))
                .orElseThrow(() -> new SourceException("file " + file + ": expected a name that one of the patterns "
                        + opening.origins() + " takes, found " + name));
        sampleOrRefuse(new DroppedFile(file, named.origin(), named.pattern()), 1, opening.mapped(), rowsMax, rows);
    }

    @Override
    public String place() {
        return "directory " + directory + " (an archived file is read with --file)";
    }

    private void sampleOrRefuse(
            DroppedFile file, int sequence, SourceOpening.Mapped mapped, long rowsMax, Consumer<SourceItem> rows)
            throws SourceException {
        try {
            sample(file, sequence, mapped, rowsMax, rows);
        } catch (RefusedFileException e) {
            // Whoever looks wants to know of the other files too.
            rows.accept(refused(file, e));
        } catch (IOException e) {
            throw new SourceException("file " + file.path() + ": expected a readable file", e);
        }
    }

    private void sample(
            DroppedFile file, int sequence, SourceOpening.Mapped mapped, long rowsMax, Consumer<SourceItem> rows)
            throws SourceException, RefusedFileException, IOException {
        if (PackedFile.isPacked(file.name())) {
            packed(file.path()).check();
        }
        try (RowFile open = openRows(file, originOf(file, sequence, completedAt(file.path())))) {
            FileInspection.requireHeadings(file, open, mapped);
            RawRow row = open.next();
            for (long count = 0; count < rowsMax && row != null; count++) {
                rows.accept(row.item());
                row = open.next();
            }
        }
    }

    private static UnreadableRow refused(DroppedFile file, RefusedFileException why) {
        return new UnreadableRow(
                file.origin(),
                "whole file",
                Rejection.ofRow(Rule.REFUSED_FILE, why.expected(), why.found()),
                Map.of(),
                Optional.empty());
    }

    PackedFile packed(Path file) {
        return new PackedFile(file, unpackLimits);
    }

    RowOrigin originOf(DroppedFile file, int sequence, Instant completedAt) {
        RowOrigin.Content content = fullDumps.isPresent() ? RowOrigin.Content.FULL : RowOrigin.Content.CHANGES;
        return new RowOrigin(file.origin(), sequence, content, completedAt);
    }

    RowFile openRows(DroppedFile file, RowOrigin origin) throws SourceException, RefusedFileException {
        return format.open(packed(file.path()), encoding, origin);
    }

    private static Instant completedAt(Path file) throws SourceException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new SourceException("file " + file + ": expected a readable file", e);
        }
    }
}

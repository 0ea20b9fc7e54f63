package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.filedrop.dump.ChangedRows;
import org.huzheng.adapter.source.filedrop.dump.DumpComparison;
import org.huzheng.adapter.source.filedrop.dump.DumpHistory;
import org.huzheng.adapter.source.filedrop.format.PackedFile;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.huzheng.adapter.source.filedrop.format.RowOrigin;

/** Looks through a whole file before its first row is handed over: whatever makes it refused is known before anything of it is published. */
final class FileInspection {
    private final FileDropSettings settings;
    private final Archive archive;
    private final SourceOpening.Mapped mapped;

    /**
     * What was found.
     *
     * @param rows how many rows it has
     * @param dump the file as a full dump, if it is one
     */
    record Inspected(long rows, Optional<FileReading.Dump> dump) {
        long deletions() {
            return dump.map(full -> full.comparison().deletions()).orElse(0L);
        }

        /** What is missing of a dump and not told. */
        Optional<FileDropPosition.HeldBack> heldBack() {
            return dump.map(FileReading.Dump::comparison)
                    .filter(comparison -> comparison.goneRecords() > comparison.deletions())
                    .map(comparison ->
                            new FileDropPosition.HeldBack(comparison.goneRecords(), comparison.rowsWithoutId()));
        }
    }

    FileInspection(FileDropSettings settings, Archive archive, SourceOpening.Mapped mapped) {
        this.settings = settings;
        this.archive = archive;
        this.mapped = mapped;
    }

    /**
     * A file to be read.
     *
     * @param reading its rows
     * @param inspected what was found when it was looked through
     */
    record Opened(FileReading reading, Inspected inspected) {}

    /** Looks a file through and opens it, as the one of this number after those stored. */
    Opened open(DroppedFile file, Looked looked, int sequence, FileDropPosition stored, Instant now)
            throws SourceException, RefusedFileException, IOException {
        RowOrigin origin =
                settings.originOf(file, sequence, looked.stamp().modifiedAt().toInstant());
        Inspected inspected = inspect(file, looked.digest(), origin, stored);
        Instant completeThrough = completeThrough(file, looked.stamp(), now);
        GivenRows rows = given(file, origin, inspected.dump());
        return new Opened(new FileReading(file, looked.stamp(), rows, origin, inspected, completeThrough), inspected);
    }

    private GivenRows given(DroppedFile file, RowOrigin origin, Optional<FileReading.Dump> dump)
            throws SourceException, RefusedFileException {
        if (dump.isEmpty()) {
            return GivenRows.readFrom(file, settings.openRows(file, origin), number -> true);
        }
        ChangedRows changed = dump.get().comparison().changed();
        Optional<List<SourceItem>> kept = changed.kept();
        return kept.isPresent()
                ? GivenRows.kept(kept.get())
                : GivenRows.readFrom(file, settings.openRows(file, origin), changed::has);
    }

    private Inspected inspect(DroppedFile file, String digest, RowOrigin origin, FileDropPosition stored)
            throws SourceException, RefusedFileException, IOException {
        Optional<Path> manifestPath = settings.manifestOf(file.path());
        Optional<Manifest> manifest = manifestPath.isPresent()
                ? Optional.of(Manifest.read(manifestPath.get(), settings.completion()))
                : Optional.empty();
        if (manifest.isPresent()) {
            manifest.get().requireDigest(digest);
        }
        Optional<Instant> stated = manifest.flatMap(Manifest::committedBefore);
        if (settings.fullDumps().isPresent()) {
            DumpSuccession.require(stored, file.pattern(), digest, stated);
        }
        if (PackedFile.isPacked(file.name())) {
            settings.packed(file.path()).check();
        }
        Inspected inspected = settings.fullDumps().isPresent()
                ? compare(settings.fullDumps().get(), file, origin, stored, stated)
                : new Inspected(count(file, origin), Optional.empty());
        if (manifest.isPresent()) {
            manifest.get().requireRows(inspected.rows());
        }
        return inspected;
    }

    /**
     * Up to when a file says what happened: what its manifest states, else the time at which it was completed. Neither may be later than now by our
     * clock.
     */
    Instant completeThrough(DroppedFile file, FileStamp stamp, Instant now) throws RefusedFileException, IOException {
        Optional<Path> manifest = settings.manifestOf(file.path());
        Optional<Instant> stated = manifest.isPresent()
                ? Manifest.read(manifest.get(), settings.completion()).committedBefore()
                : Optional.empty();
        Instant through = stated.orElse(stamp.modifiedAt().toInstant());
        return through.isAfter(now) ? now : through;
    }

    /**
     * Requires of a file that it has the columns that make a record's id, without which none of its rows could be taken, and none that is read twice: nobody
     * could say then which of the two is meant. Most often where columns are missing the heading is, and the names of its columns are what its first row
     * holds: those are not said.
     */
    static void requireHeadings(DroppedFile file, RowFile rows, SourceOpening.Mapped mapped)
            throws RefusedFileException {
        List<String> wanted = mapped.idColumns(file.pattern());
        List<String> missing = new ArrayList<>(wanted);
        missing.removeAll(rows.columns());
        // What is empty to its beginning holds no row either.
        if (!missing.isEmpty() && !rows.columns().isEmpty()) {
            throw new RefusedFileException(
                    "columns named " + wanted + ", which make the record's id",
                    rows.columns().size() + " columns, none of them named " + missing + "; is the heading missing?");
        }
        List<String> headings = rows.headings();
        for (int first = 0; first < headings.size(); first++) {
            String heading = headings.get(first);
            int last = headings.lastIndexOf(heading);
            if (last > first && mapped.reads(file.pattern(), heading)) {
                throw new RefusedFileException(
                        "one column named " + heading + ", which the mapping reads",
                        "two, column " + (first + 1) + " and column " + (last + 1));
            }
        }
    }

    private long count(DroppedFile file, RowOrigin origin) throws SourceException, RefusedFileException {
        try (RowFile rows = settings.openRows(file, origin)) {
            requireHeadings(file, rows, mapped);
            long count = 0;
            while (rows.next() != null) {
                count++;
            }
            return count;
        }
    }

    private Inspected compare(
            FullDumps full, DroppedFile file, RowOrigin origin, FileDropPosition stored, Optional<Instant> stated)
            throws SourceException, RefusedFileException {
        DumpHistory history = remembering(file, stored);
        Optional<FileDropPosition.Dump> last = stored.lastDump(file.pattern());
        DumpComparison comparison;
        try (RowFile rows = settings.openRows(file, origin)) {
            requireHeadings(file, rows, mapped);
            comparison = history.compare(rows, origin.sequence(), last.map(FileDropPosition.Dump::sequence));
        }
        if (full.disappearedMax().isExceededBy(comparison.goneRecords(), comparison.lastRecords())) {
            throw new RefusedFileException(
                    "at most " + full.disappearedMax().percent() + " % of the " + comparison.lastRecords()
                            + " records of the full dump before it to be gone",
                    comparison.goneRecords() + " gone; is it truncated? " + DisappearedMax.SETTING
                            + " says how many may be");
        }
        return new Inspected(comparison.rows(), Optional.of(new FileReading.Dump(history, comparison, stated)));
    }

    /** The history of a file's pattern, in which the last dump is remembered. */
    DumpHistory remembering(DroppedFile file, FileDropPosition stored) throws SourceException {
        Optional<FileDropPosition.Dump> last = stored.lastDump(file.pattern());
        DumpHistory history = archive.dumpsOf(file.pattern());
        if (last.isPresent() && !history.knows(last.get().sequence())) {
            rememberAgain(history, last.get(), file);
        }
        return history;
    }

    /** What is remembered of the last dump was lost; the dump itself is in the archive. By which mapping it was published nothing says any more. */
    private void rememberAgain(DumpHistory history, FileDropPosition.Dump last, DroppedFile next)
            throws SourceException {
        Path archived = archive.archived(last);
        DroppedFile file = new DroppedFile(archived, next.origin(), next.pattern());
        try (RowFile rows = settings.openRows(file, settings.originOf(file, last.sequence(), Instant.EPOCH))) {
            history.rememberInDoubt(rows, last.sequence());
        } catch (RefusedFileException e) {
            throw new SourceException("file " + archived + ": " + e.getMessage(), e);
        } catch (SourceException e) {
            throw new SourceException(
                    "full dump " + next.name() + ": expected the one before it at " + archived
                            + ", to tell what is gone since; put it back there, or an older one, or an empty file if"
                            + " nothing is to be told",
                    e);
        }
    }
}

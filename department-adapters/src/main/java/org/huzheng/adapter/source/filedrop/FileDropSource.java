package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// Over 300 lines: the way of a file, from the directory to the archive, reads in one piece.
/**
 * Reads dropped files one after the other, resumes inside a file, puts a file away once its last row is stored. A file that changes while it is
 * read is given up, with a receipt that says how far it was read, and read anew.
 */
final class FileDropSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(FileDropSource.class);
    private static final int BATCH_ROWS = 10_000;

    private final FileDropSettings settings;
    private final DropDirectory directory;
    private final Archive archive;
    private final InstantSource clock;
    private final FileInspection inspection;
    private final String mapping;
    private final WaitedFiles waitedFor;
    private final FileDigest.Digesting digesting;
    private final List<String> patterns;
    private FileDropPosition position;
    private boolean moved;
    private boolean lastFileLookedAfter;
    private @Nullable FileReading open;

    FileDropSource(
            FileDropSettings settings,
            SourceOpening opening,
            DropDirectory directory,
            Archive archive,
            FileDigest.Digesting digesting,
            FileDropPosition stored) {
        this.settings = settings;
        this.directory = directory;
        this.archive = archive;
        this.digesting = digesting;
        this.clock = opening.clock();
        this.inspection = new FileInspection(settings, archive, opening.mapped());
        this.mapping = opening.mapped().digest();
        this.patterns = opening.origins();
        this.waitedFor = new WaitedFiles(settings.quietTime());
        this.position = stored.with(stored.reached().tally().plus(opening.settled()));
    }

    @Override
    public SourceBatch poll(Duration timeout) throws SourceException, InterruptedException {
        if (open == null) {
            // Taken before the scan: what is completed after it may be missed by this scan.
            Instant scannedAt = clock.instant();
            open = takeNext();
            if (open == null) {
                Thread.sleep(
                        Math.min(timeout.toMillis(), settings.scanInterval().toMillis()));
                return waitedFor.isEmpty() ? nothingMore(scannedAt) : SourceBatch.nothing();
            }
        }
        return read(open);
    }

    /** No file is left: that says as much as the last ones did, unless the department says that it means more. */
    private SourceBatch nothingMore(Instant scannedAt) {
        Optional<Instant> known = settings.silence() == Silence.MEANS_NOTHING_HAPPENED
                ? Optional.of(scannedAt)
                : position.completeThrough(patterns);
        Optional<String> toStore = moved ? Optional.of(position.write()) : Optional.empty();
        return new SourceBatch(List.of(), toStore, known, Optional.empty());
    }

    private SourceBatch read(FileReading file) throws SourceException, InterruptedException {
        List<SourceItem> items = new ArrayList<>(BATCH_ROWS);
        while (items.size() < BATCH_ROWS && file.hasNext()) {
            items.add(file.next());
        }
        boolean finished = !file.hasNext();
        if (!file.isUnchanged()) {
            // What was just read may be half of the old content and half of the new.
            giveUp(Archive.TAKEN_AWAY);
            return SourceBatch.nothing();
        }
        FileDropPosition after = position.after(items.size(), finished);
        position = finished ? file.completed(after) : after;
        return new SourceBatch(items, Optional.of(position.write()), Optional.empty(), Optional.empty());
    }

    @Override
    public OptionalLong rowsLeft() {
        return OptionalLong.of(
                open == null ? 0 : Math.max(0, open.items() - position.reached().rows()));
    }

    @Override
    public void committed(SourceBatch batch, List<RowOutcome> outcomes) throws SourceException {
        moved &= batch.position().isEmpty();
        FileReading file = open;
        if (file == null) {
            return;
        }
        position = position.with(position.reached().tally().plus(RowTally.of(outcomes)));
        if (position.reached().finished()) {
            close();
            archive.settle(position);
            file.forgetDumpsBefore(position.sequence());
        }
    }

    private void giveUp(String why) throws SourceException {
        close();
        archive.giveUp(position, why);
        position = withDumpInDoubt().givenUp();
    }

    /** Once part of a full dump was handed over, the next is compared with it, too: it may lack what that part held. */
    private FileDropPosition withDumpInDoubt() throws SourceException {
        Optional<DroppedFile> file = directory.named(position.taken().file());
        if (settings.fullDumps().isEmpty() || position.reached().rows() == 0 || file.isEmpty()) {
            return position;
        }
        String pattern = file.get().pattern();
        inspection
                .remembering(file.get(), position)
                .rememberInDoubt(position.sequence(), position.lastDump(pattern).map(FileDropPosition.Dump::sequence));
        return position.withDump(pattern);
    }

    private @Nullable FileReading takeNext() throws SourceException, InterruptedException {
        List<DroppedFile> files = directory.completeFiles();
        if (!lastFileLookedAfter) {
            FileReading resumed = lookAfterLastFile(files);
            lastFileLookedAfter = true;
            if (resumed != null) {
                return resumed;
            }
            files = directory.completeFiles();
        }
        waitedFor.retain(files.stream().map(DroppedFile::path).toList());
        for (DroppedFile file : files) {
            FileReading taken = take(file);
            if (taken != null || waitedFor.contains(file.path())) {
                // Behind one that may still become right the others wait: each file overrides those before it.
                return taken;
            }
        }
        return null;
    }

    /** What an earlier process did not come to: the file it was reading, or one it had read and not put away. */
    private @Nullable FileReading lookAfterLastFile(List<DroppedFile> files)
            throws SourceException, InterruptedException {
        for (DroppedFile file : files) {
            if (file.name().equals(position.taken().file())) {
                Optional<Looked> looked = look(file);
                if (looked.isPresent()
                        && position.isOf(file.name(), looked.get().digest())) {
                    return resume(file, looked.get());
                }
            }
        }
        if (!position.reached().finished()) {
            giveUp(Archive.TAKEN_AWAY);
        }
        return null;
    }

    private @Nullable FileReading resume(DroppedFile file, Looked looked) throws SourceException, InterruptedException {
        if (position.reached().finished() && !position.hasSettled(file.name(), looked.digest(), mapping)) {
            // Dropped again for the mended mapping, or not put away before it was mended: either way it is read anew.
            return null;
        }
        if (!position.reached().finished()
                && settings.fullDumps().isPresent()
                && !position.taken().mapping().equals(mapping)) {
            // Other rows count as changed now, so that their number says nothing of where to go on.
            giveUp("the mapping was changed while this full dump was read");
            return null;
        }
        try {
            if (position.reached().finished()) {
                settleAgain(file, looked);
                archive.dumpsOf(file.pattern())
                        .keepOnly(position.lastDump(file.pattern())
                                .map(FileDropPosition.Dump::sequence)
                                .orElse(0));
                return null;
            }
            FileReading reading = open(file, looked, position.sequence()).reading();
            reading.skip(position.reached().rows());
            LOG.info(
                    "File resumed: sequence={} file={} rows={}",
                    position.sequence(),
                    position.taken().file(),
                    position.reached().rows());
            return reading;
        } catch (RefusedFileException e) {
            // It was taken before what is found now was asked for: from here on it is a file like any other.
            giveUp("it was taken before and is refused now: " + e.getMessage());
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private Optional<Looked> look(DroppedFile file) throws SourceException {
        try {
            return Looked.at(file.path(), digesting, waitedFor);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private @Nullable FileReading take(DroppedFile file) throws SourceException {
        if (waitedFor.isTooEarlyFor(file.path())) {
            return null;
        }
        Optional<Looked> looked = look(file);
        if (looked.isEmpty()) {
            return null;
        }
        try {
            if (position.hasSettled(file.name(), looked.get().digest(), mapping)) {
                settleAgain(file, looked.get());
                return null;
            }
            Instant takenAt = clock.instant();
            FileInspection.Opened opened = open(file, looked.get(), position.sequence() + 1);
            position = position.taking(new FileDropPosition.Taken(
                    file.name(),
                    looked.get().digest(),
                    takenAt.toString(),
                    opened.inspected().rows(),
                    opened.inspected().deletions(),
                    opened.inspected().heldBack().orElse(null),
                    mapping));
            waitedFor.remove(file.path());
            opened.inspected().heldBack().ifPresent(held -> warnOf(file, held));
            LOG.info(
                    "File taken: sequence={} file={}",
                    position.sequence(),
                    position.taken().file());
            return opened.reading();
        } catch (RefusedFileException e) {
            refuse(file, looked.get(), e);
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void warnOf(DroppedFile file, FileDropPosition.HeldBack held) {
        LOG.warn(
                "Dump holds rows that do not tell their record, nothing is taken for gone: file={} rows={} records={}",
                file.name(),
                held.rowsWithoutId(),
                held.records());
    }

    /** The very same file once more, or one that was not put away: its rows are stored. That nothing else happened until then is news. */
    private void settleAgain(DroppedFile file, Looked looked)
            throws SourceException, RefusedFileException, IOException {
        position = position.completed(file.pattern(), inspection.completeThrough(file, looked.stamp(), clock.instant()))
                .withoutRefusedDump(file.pattern());
        moved = true;
        archive.settle(position);
    }

    private FileInspection.Opened open(DroppedFile file, Looked looked, int sequence)
            throws SourceException, RefusedFileException, IOException {
        return inspection.open(file, looked, sequence, position, clock.instant());
    }

    private void refuse(DroppedFile file, Looked looked, RefusedFileException why) throws SourceException {
        if (!looked.stamp().isOf(file.path())) {
            // Another one was put in its place while it was looked through: that one is not refused.
            waitedFor.remove(file.path());
        } else if (waitedFor.haveWaitedFor(file.path(), looked.stamp())) {
            boolean refused = archive.refuse(file, looked.digest(), looked.stamp(), why);
            if (refused && settings.fullDumps().isPresent()) {
                position = position.withRefusedDump(file.pattern(), file.name(), clock.instant());
                moved = true;
            }
            waitedFor.remove(file.path());
        }
    }

    private static SourceException unreadable(DroppedFile file, IOException cause) {
        return new SourceException("file " + file.path() + ": expected a readable file", cause);
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}

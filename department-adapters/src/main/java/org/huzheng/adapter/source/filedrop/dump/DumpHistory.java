package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;

/**
 * What is remembered of the full dumps of one file pattern: of the last one, a file with each record's id and a digest of what its rows say, in the
 * order of ids. The next one is read beside it, as it stands if its rows are in that order, else sorted.
 */
public final class DumpHistory {
    private static final long SORT_MEMORY_BYTES = 24L << 20;
    private static final String INDEX = ".entries";
    private static final String GONE = ".gone";
    private static final String SCRATCH = ".tmp";

    private final Path directory;
    private final List<String> idColumns;
    private final String mappingDigest;

    /**
     * The history of one pattern.
     *
     * @param directory where it is kept, and where is room for sorting
     * @param idColumns columns that make the record's id
     * @param mappingDigest digest of the mapping: once it is another, every row is mapped anew
     */
    public DumpHistory(Path directory, List<String> idColumns, String mappingDigest) {
        this.directory = directory;
        this.idColumns = List.copyOf(idColumns);
        this.mappingDigest = mappingDigest;
    }

    /** Whether the dump of this number is remembered. */
    public boolean knows(int sequence) {
        return Files.exists(indexOf(sequence));
    }

    /**
     * Compares a dump with the one before it and remembers it under its own number.
     *
     * @param rows the dump, read to its end
     * @param sequence its number
     * @param last number of the dump before it; empty for the first: all of its rows are new
     * @throws RefusedFileException if it cannot be read to its end
     */
    public DumpComparison compare(RowFile rows, int sequence, Optional<Integer> last)
            throws SourceException, RefusedFileException {
        return compare(rows, sequence, last, UnaryOperator.identity());
    }

    /**
     * Remembers a dump of which nothing is left but the file: which records it held. What was handed over of their rows, and by which mapping, nobody
     * knows: the next dump hands all of its rows over.
     *
     * @throws RefusedFileException if it cannot be read to its end
     */
    public void rememberInDoubt(RowFile rows, int sequence) throws SourceException, RefusedFileException {
        compare(rows, sequence, Optional.empty(), DumpEntry::inDoubt);
    }

    private DumpComparison compare(
            RowFile rows, int sequence, Optional<Integer> last, UnaryOperator<DumpEntry> remembered)
            throws SourceException, RefusedFileException {
        Path scratch = directory.resolve(sequence + INDEX + SCRATCH);
        try {
            Files.createDirectories(directory);
            deleteScratch();
            RowEntries entries = new RowEntries(rows, idColumns, mappingDigest);
            Sides sides = new Sides(last.map(this::indexOf), directory.resolve(sequence + GONE), scratch, remembered);
            DumpComparison comparison;
            try (EntrySorter sorter = new EntrySorter(directory, SORT_MEMORY_BYTES)) {
                Optional<DumpComparison> inOrder = compareInOrder(entries, sides, sorter);
                comparison = inOrder.isPresent() ? inOrder.get() : compareSorted(entries, sides, sorter);
            }
            Files.move(scratch, indexOf(sequence), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return comparison;
        } catch (IOException e) {
            throw new SourceException(
                    "directory " + directory + ": expected room to compare a full dump in, found: " + e.getMessage()
                            + "; the dump stays where it is and this is tried again",
                    e);
        }
    }

    /**
     * The two dumps that are compared: where the one before is, and where what is found of the new one goes.
     *
     * @param last what is remembered of the dump before
     * @param gone takes what is gone
     * @param scratch takes what is remembered, until it is whole
     * @param remembered what is remembered of each record
     */
    private record Sides(Optional<Path> last, Path gone, Path scratch, UnaryOperator<DumpEntry> remembered) {
        RecordComparison begin(EntryWriter index, boolean remembersGone) throws IOException {
            return new RecordComparison(last, gone, index, remembered, remembersGone);
        }
    }

    /**
     * Compares while it reads, as long as each row is a record of its own and they stand in the order of ids, as most databases write them. Where they do not, what
     * was read goes to the sorter, and nothing else came of it.
     */
    private Optional<DumpComparison> compareInOrder(RowEntries entries, Sides sides, EntrySorter sorter)
            throws SourceException, RefusedFileException, IOException {
        ChangedRows changed = ChangedRows.inOrder();
        RowEntries.Read read = entries.next();
        try (EntryWriter index = new EntryWriter(sides.scratch());
                RecordComparison comparison = sides.begin(index, false)) {
            byte[] before = {};
            while (read != null
                    && read.entry().hasId()
                    && Arrays.compareUnsigned(before, read.entry().id()) < 0) {
                before = read.entry().id();
                if (comparison.isNew(read.entry())) {
                    changed.add(read);
                }
                read = entries.next();
            }
            if (read == null) {
                comparison.finish();
                return Optional.of(new DumpComparison(
                        entries.count(), changed, comparison.lastRecords(), comparison.goneRecords(), 0, sides.gone()));
            }
            index.finishScratch();
        }
        sorter.addSorted(sides.scratch());
        sorter.add(read.entry());
        return Optional.empty();
    }

    private static DumpComparison compareSorted(RowEntries entries, Sides sides, EntrySorter sorter)
            throws SourceException, RefusedFileException, IOException {
        for (RowEntries.Read read = entries.next(); read != null; read = entries.next()) {
            sorter.add(read.entry());
        }
        sorter.sort();
        ChangedRows changed = ChangedRows.byNumber();
        try (EntryWriter index = new EntryWriter(sides.scratch());
                RecordComparison comparison = sides.begin(index, entries.withoutId() > 0)) {
            DumpEntry first = sorter.next();
            while (first != null) {
                RecordRows record = RecordRows.read(first, sorter);
                if (comparison.isNew(record.whole())) {
                    changed.add(record.numbers());
                }
                first = record.following();
            }
            comparison.finish();
            return new DumpComparison(
                    entries.count(),
                    changed,
                    comparison.lastRecords(),
                    comparison.goneRecords(),
                    entries.withoutId(),
                    sides.gone());
        }
    }

    /**
     * Remembers a dump of which a part was handed over and the rest never will be. What it says as the one before it stays known. Of what the two say
     * differently nobody knows which was handed over: the next dump hands it over again, or says that it is gone.
     *
     * @param sequence number of the dump
     * @param last number of the dump before it
     */
    public void rememberInDoubt(int sequence, Optional<Integer> last) throws SourceException {
        Optional<Path> before = last.filter(this::knows).map(this::indexOf);
        Optional<Path> given = Optional.of(sequence).filter(this::knows).map(this::indexOf);
        Path scratch = directory.resolve(sequence + INDEX + SCRATCH);
        try {
            Files.createDirectories(directory);
            try (LastDump one = LastDump.open(before);
                    LastDump other = LastDump.open(given);
                    EntryWriter index = new EntryWriter(scratch)) {
                mergeInDoubt(one, other, index);
                index.finish();
            }
            Files.move(scratch, indexOf(sequence), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SourceException("directory " + directory + ": expected room to remember a full dump in", e);
        }
    }

    private static void mergeInDoubt(LastDump one, LastDump other, EntryWriter index) throws IOException {
        DumpEntry first = one.next();
        DumpEntry second = other.next();
        while (first != null || second != null) {
            int order = first == null ? 1 : second == null ? -1 : DumpEntry.byId(first, second);
            if (order <= 0 && first != null) {
                boolean alike = order == 0 && second != null && first.saysTheSame(second);
                index.write(alike ? first : first.inDoubt());
                first = one.next();
                second = order == 0 ? other.next() : second;
            } else if (second != null) {
                index.write(second.inDoubt());
                second = other.next();
            }
        }
    }

    /** Forgets all dumps but one. */
    public void keepOnly(int sequence) throws SourceException {
        try (Stream<Path> files = Files.exists(directory) ? Files.list(directory) : Stream.empty()) {
            for (Path file : files.toList()) {
                if (!file.equals(indexOf(sequence))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new SourceException("directory " + directory + ": expected to forget dumps before the last", e);
        }
    }

    /** Columns that make the record's id. */
    public List<String> idColumns() {
        return idColumns;
    }

    /** Ids of other columns cannot be compared: what is remembered by them is not known. */
    private Path indexOf(int sequence) {
        return directory.resolve(sequence + "-" + Integer.toHexString(idColumns.hashCode()) + INDEX);
    }

    private void deleteScratch() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SCRATCH)).toList()) {
                Files.delete(file);
            }
        }
    }
}

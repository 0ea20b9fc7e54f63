package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.format.RawRow;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;
import org.huzheng.adapter.source.filedrop.format.RowFile;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the full dumps of one file pattern: of the last one, a file with each record's id and a digest of what its rows say, in the
 * order of ids. The next one is sorted in the same way and read beside it.
 */
public final class DumpHistory {
    private static final long SORT_MEMORY_BYTES = 24L << 20;
    private static final String INDEX = ".index";
    private static final String GONE = ".gone";
    private static final String SCRATCH = ".tmp";

    /** Between the columns of an id: no register writes it. */
    private static final String ID_SEPARATOR = "\u001F";

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
        try {
            Files.createDirectories(directory);
            deleteScratch();
            Path scratch = directory.resolve(sequence + INDEX + SCRATCH);
            DumpComparison comparison;
            try (EntrySorter sorter = new EntrySorter(directory, SORT_MEMORY_BYTES);
                    EntryWriter index = new EntryWriter(scratch)) {
                Sorted sorted = sort(rows, sorter);
                comparison = merge(sorter, sorted, last, index, directory.resolve(sequence + GONE), remembered);
                index.finish();
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

    /** The values of the id columns that an id of {@link DumpComparison#gone()} stands for. */
    public List<String> valuesOf(String id) {
        return List.of(id.split(ID_SEPARATOR, -1));
    }

    /** Columns that make the record's id. */
    public List<String> idColumns() {
        return idColumns;
    }

    private Path indexOf(int sequence) {
        return directory.resolve(sequence + INDEX);
    }

    private void deleteScratch() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SCRATCH)).toList()) {
                Files.delete(file);
            }
        }
    }

    private record Sorted(int rows, long rowsWithoutId) {}

    private Sorted sort(RowFile rows, EntrySorter sorter) throws SourceException, RefusedFileException, IOException {
        MessageDigest digest = sha256();
        // a digest of it: it goes into that of every row, and a header can be longer than a row
        byte[] meaning = digest.digest((mappingDigest + "\n" + rows.layout() + "\n").getBytes(StandardCharsets.UTF_8));
        int number = 0;
        long rowsWithoutId = 0;
        for (RawRow row = rows.next(); row != null; row = rows.next()) {
            digest.update(meaning);
            ByteBuffer said = ByteBuffer.wrap(digest.digest(row.content()));
            long high = said.getLong();
            long low = said.getLong();
            byte @Nullable [] id = idOf(row);
            if (id == null) {
                rowsWithoutId++;
                id = ByteBuffer.allocate(1 + 2 * Long.BYTES)
                        .put(DumpEntry.NO_ID)
                        .putLong(high)
                        .putLong(low)
                        .array();
            }
            sorter.add(new DumpEntry(id, high, low, number));
            number = Math.addExact(number, 1);
        }
        sorter.sort();
        return new Sorted(number, rowsWithoutId);
    }

    private byte @Nullable [] idOf(RawRow row) {
        List<String> values = new ArrayList<>(idColumns.size());
        for (String column : idColumns) {
            Optional<String> value = row.value(column);
            if (value.isEmpty()) {
                return null;
            }
            values.add(value.get());
        }
        byte[] id = String.join(ID_SEPARATOR, values).getBytes(StandardCharsets.UTF_8);
        return id.length > DumpEntry.ID_BYTES_MAX ? null : id;
    }

    private DumpComparison merge(
            EntrySorter now,
            Sorted sorted,
            Optional<Integer> last,
            EntryWriter index,
            Path goneFile,
            UnaryOperator<DumpEntry> remembered)
            throws IOException {
        BitSet changed = new BitSet(sorted.rows());
        long lastRecords = 0;
        long goneRecords = 0;
        try (LastDump before = LastDump.open(last.map(this::indexOf));
                EntryWriter gone = new EntryWriter(goneFile)) {
            DumpEntry old = before.next();
            DumpEntry first = now.next();
            while (old != null || first != null) {
                int order = old == null ? 1 : first == null ? -1 : DumpEntry.byId(old, first);
                if (order < 0 && old != null) {
                    if (old.hasId()) {
                        lastRecords++;
                        goneRecords++;
                        gone.write(old);
                        if (sorted.rowsWithoutId() > 0) {
                            index.write(old);
                        }
                    }
                    old = before.next();
                } else if (first != null) {
                    RecordRows record = RecordRows.read(first, now);
                    index.write(remembered.apply(record.whole()));
                    if (order != 0 || old == null || !old.saysTheSame(record.whole())) {
                        record.numbers().forEach(changed::set);
                    }
                    if (order == 0 && old != null) {
                        lastRecords += old.hasId() ? 1 : 0;
                        old = before.next();
                    }
                    first = record.following();
                }
            }
            gone.finishScratch();
        }
        return new DumpComparison(sorted.rows(), changed, lastRecords, goneRecords, sorted.rowsWithoutId(), goneFile);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected the Java platform to provide SHA-256", e);
        }
    }
}

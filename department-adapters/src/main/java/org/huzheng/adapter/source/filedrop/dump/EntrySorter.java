package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of entries by id in little memory: so many at a time are sorted and put on disk, and all are merged in the end. Entries of
 * one id keep their order.
 */
final class EntrySorter implements AutoCloseable {
    /** What one entry costs in memory besides its id. */
    private static final int ENTRY_BYTES = 80;

    private final Path directory;
    private final long memoryBytesMax;
    private final List<Path> runs = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();
    private final PriorityQueue<Head> merge = new PriorityQueue<>();
    private List<DumpEntry> inMemory = new ArrayList<>();
    private long memoryBytes;

    EntrySorter(Path directory, long memoryBytesMax) {
        this.directory = directory;
        this.memoryBytesMax = memoryBytesMax;
    }

    /** Where the merge stands in one run. */
    private static final class Head implements Comparable<Head>, AutoCloseable {
        private final int run;
        private final EntryReader reader;
        private DumpEntry entry;

        Head(int run, EntryReader reader, DumpEntry entry) {
            this.run = run;
            this.reader = reader;
            this.entry = entry;
        }

        @Override
        public int compareTo(Head other) {
            int byId = DumpEntry.byId(entry, other.entry);
            return byId != 0 ? byId : Integer.compare(run, other.run);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    void add(DumpEntry entry) throws IOException {
        inMemory.add(entry);
        memoryBytes += ENTRY_BYTES + entry.id().length;
        if (memoryBytes >= memoryBytesMax) {
            spill();
        }
    }

    private void spill() throws IOException {
        inMemory.sort(DumpEntry::byId);
        Path run = Files.createTempFile(directory, "run", ".tmp");
        runs.add(run);
        try (EntryWriter writer = new EntryWriter(run)) {
            for (DumpEntry entry : inMemory) {
                writer.write(entry);
            }
            writer.finishScratch();
        }
        inMemory = new ArrayList<>(inMemory.size());
        memoryBytes = 0;
    }

    /** Ends adding; {@link #next()} then gives the entries in order. */
    void sort() throws IOException {
        if (!inMemory.isEmpty()) {
            spill();
        }
        for (Path run : runs) {
            EntryReader reader = new EntryReader(run);
            DumpEntry first = reader.next();
            if (first == null) {
                reader.close();
            } else {
                Head head = new Head(heads.size(), reader, first);
                heads.add(head);
                merge.add(head);
            }
        }
    }

    /** The next entry in the order of ids; null after the last. */
    @Nullable
    DumpEntry next() throws IOException {
        Head head = merge.poll();
        if (head == null) {
            return null;
        }
        DumpEntry entry = head.entry;
        DumpEntry following = head.reader.next();
        if (following != null) {
            head.entry = following;
            merge.add(head);
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        for (Head head : heads) {
            head.close();
        }
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}

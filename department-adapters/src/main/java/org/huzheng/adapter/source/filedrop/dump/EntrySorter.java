package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of entries by id in little memory: so many at a time are sorted and put on disk, and all are merged in the end with those still
 * in memory. Entries of one id keep their order.
 */
final class EntrySorter implements Entries {
    /** What one entry costs in memory besides its id. */
    private static final int ENTRY_BYTES = 80;

    private final Path directory;
    private final long memoryBytesMax;
    private final List<Path> runs = new ArrayList<>();
    private final List<Entries> opened = new ArrayList<>();
    private final PriorityQueue<Head> merge = new PriorityQueue<>();
    private List<DumpEntry> inMemory = new ArrayList<>();
    private long memoryBytes;

    EntrySorter(Path directory, long memoryBytesMax) {
        this.directory = directory;
        this.memoryBytesMax = memoryBytesMax;
    }

    private record InMemory(Iterator<DumpEntry> entries) implements Entries {
        @Override
        public @Nullable DumpEntry next() {
            return entries.hasNext() ? entries.next() : null;
        }

        @Override
        public void close() {
            // memory needs none
        }
    }

    /** Where the merge stands in one run. */
    private static final class Head implements Comparable<Head> {
        private final int number;
        private final Entries run;
        private DumpEntry entry;

        Head(int number, Entries run, DumpEntry entry) {
            this.number = number;
            this.run = run;
            this.entry = entry;
        }

        @Override
        public int compareTo(Head other) {
            int byId = DumpEntry.byId(entry, other.entry);
            return byId != 0 ? byId : Integer.compare(number, other.number);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    void add(DumpEntry entry) throws IOException {
        inMemory.add(entry);
        memoryBytes += ENTRY_BYTES + entry.id().length;
        if (memoryBytes >= memoryBytesMax) {
            spill();
        }
    }

    /** Adds entries that were written in order, before any other is added; their file becomes the sorter's own. */
    void addSorted(Path written) throws IOException {
        if (!runs.isEmpty() || !inMemory.isEmpty()) {
            throw new IllegalStateException("expected sorted entries before any other");
        }
        Path run = Files.createTempFile(directory, "run", ".tmp");
        runs.add(run);
        Files.move(written, run, StandardCopyOption.REPLACE_EXISTING);
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
        for (Path run : runs) {
            begin(new EntryReader(run));
        }
        inMemory.sort(DumpEntry::byId);
        begin(new InMemory(inMemory.iterator()));
    }

    private void begin(Entries run) throws IOException {
        opened.add(run);
        DumpEntry first = run.next();
        if (first != null) {
            merge.add(new Head(opened.size(), run, first));
        }
    }

    @Override
    public @Nullable DumpEntry next() throws IOException {
        Head head = merge.poll();
        if (head == null) {
            return null;
        }
        DumpEntry entry = head.entry;
        DumpEntry following = head.run.next();
        if (following != null) {
            head.entry = following;
            merge.add(head);
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        for (Entries run : opened) {
            run.close();
        }
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}

package org.huzheng.adapter.source.filedrop.dump;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link EntryWriter} wrote. */
final class EntryReader implements Entries {
    private final Path file;
    private final DataInputStream in;
    private long entries;
    private boolean ended;

    EntryReader(Path file) throws IOException {
        this.file = file;
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), EntryWriter.BUFFER_BYTES));
    }

    @Override
    public @Nullable DumpEntry next() throws IOException {
        if (ended) {
            return null;
        }
        int length = in.readUnsignedShort();
        if (length == 0) {
            long written = in.readLong();
            if (written != entries) {
                throw new IOException("file " + file + ": expected " + written + " entries, found " + entries);
            }
            ended = true;
            return null;
        }
        byte[] id = new byte[length];
        in.readFully(id);
        entries++;
        return new DumpEntry(id, in.readLong(), in.readLong(), in.readInt());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes entries in the order of their ids; a reader recognises a file that was not finished. */
final class EntryWriter implements AutoCloseable {
    /** Holds the longest entry. */
    static final int BUFFER_BYTES = 1 << 16;
    /** Of an entry, behind its id: two halves of a digest and a row number. */
    static final int BEHIND_ID_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long entries;

    EntryWriter(Path file) throws IOException {
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    void write(DumpEntry entry) throws IOException {
        int length = entry.id().length;
        makeRoom(Short.BYTES + length + BEHIND_ID_BYTES);
        buffer.putShort((short) length).put(entry.id());
        buffer.putLong(entry.high()).putLong(entry.low()).putInt(entry.row());
        entries++;
    }

    private void makeRoom(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Ends the file; on disk when it returns. */
    void finish() throws IOException {
        finishScratch();
        channel.force(true);
    }

    /** Ends a file that need not outlive the process. */
    void finishScratch() throws IOException {
        makeRoom(Short.BYTES + Long.BYTES);
        buffer.putShort((short) 0).putLong(entries);
        flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.huzheng.adapter.source.filedrop.dump;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes entries in the order of their ids; a reader recognises a file that was not finished. */
final class EntryWriter implements AutoCloseable {
    static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;
    private final DataOutputStream out;
    private long entries;

    EntryWriter(Path file) throws IOException {
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    }

    void write(DumpEntry entry) throws IOException {
        out.writeShort(entry.id().length);
        out.write(entry.id());
        out.writeLong(entry.high());
        out.writeLong(entry.low());
        out.writeInt(entry.row());
        entries++;
    }

    /** Ends the file; on disk when it returns. */
    void finish() throws IOException {
        out.writeShort(0);
        out.writeLong(entries);
        out.flush();
        channel.force(true);
    }

    /** Ends a file that need not outlive the process. */
    void finishScratch() throws IOException {
        out.writeShort(0);
        out.writeLong(entries);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

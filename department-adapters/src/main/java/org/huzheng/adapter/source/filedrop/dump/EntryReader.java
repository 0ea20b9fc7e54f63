package org.huzheng.adapter.source.filedrop.dump;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link EntryWriter} wrote. */
final class EntryReader implements Entries {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(EntryWriter.BUFFER_BYTES).limit(0);
    private long entries;
    private boolean ended;

    EntryReader(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public @Nullable DumpEntry next() throws IOException {
        if (ended) {
            return null;
        }
        int length = Short.toUnsignedInt(withAtLeast(Short.BYTES).getShort());
        if (length > RecordId.BYTES_MAX) {
            throw new IOException("file " + file + ": expected an id of at most " + RecordId.BYTES_MAX
                    + " bytes behind " + entries + " entries, found " + length);
        }
        if (length == 0) {
            long written = withAtLeast(Long.BYTES).getLong();
            if (written != entries) {
                throw new IOException("file " + file + ": expected " + written + " entries, found " + entries);
            }
            ended = true;
            return null;
        }
        byte[] id = new byte[length];
        withAtLeast(length + EntryWriter.BEHIND_ID_BYTES).get(id);
        entries++;
        return new DumpEntry(id, buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The buffer with so many bytes to be read from it. */
    private ByteBuffer withAtLeast(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("file " + file + ": expected a further entry or the number of all, found its"
                            + " end behind " + entries + " entries");
                }
            }
            buffer.flip();
        }
        return buffer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dump before, record by record; before the first there is an empty one. */
final class LastDump implements AutoCloseable {
    private final @Nullable EntryReader reader;

    private LastDump(@Nullable EntryReader reader) {
        this.reader = reader;
    }

    static LastDump open(Optional<Path> index) throws IOException {
        return new LastDump(index.isPresent() ? new EntryReader(index.get()) : null);
    }

    @Nullable
    DumpEntry next() throws IOException {
        return reader == null ? null : reader.next();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}

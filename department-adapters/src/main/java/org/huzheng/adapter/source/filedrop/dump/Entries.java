package org.huzheng.adapter.source.filedrop.dump;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Entries one by one, in the order of their ids. */
interface Entries extends AutoCloseable {
    /** The next entry; null after the last. */
    @Nullable
    DumpEntry next() throws IOException;

    @Override
    void close() throws IOException;
}

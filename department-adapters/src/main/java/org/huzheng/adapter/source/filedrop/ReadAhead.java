package org.huzheng.adapter.source.filedrop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.jspecify.annotations.Nullable;

/** Reads on in a file on a thread of its own, a bounded number of rows ahead, while those before them are published. Used by one thread. */
final class ReadAhead implements AutoCloseable {
    private static final int ROWS_AT_ONCE = 500;
    private static final int PARTS_AHEAD = 10;

    private final Rows rows;
    private final BlockingQueue<Part> parts = new ArrayBlockingQueue<>(PARTS_AHEAD);
    private final Thread thread = new Thread(this::readOn, "file-drop-reading");
    private Iterator<SourceItem> part = List.<SourceItem>of().iterator();
    private boolean ended;

    /** What is read. */
    interface Rows {
        /** The next row; null after the last. */
        @Nullable
        SourceItem next() throws SourceException;
    }

    /**
     * Rows read together.
     *
     * @param last whether none follow
     * @param failure why none follow, if that is not the end of the file
     */
    private record Part(
            List<SourceItem> items, boolean last, @Nullable Throwable failure) {}

    ReadAhead(Rows rows) {
        this.rows = rows;
        thread.setDaemon(true);
        thread.start();
    }

    private void readOn() {
        List<SourceItem> items = new ArrayList<>(ROWS_AT_ONCE);
        try {
            for (SourceItem item = rows.next(); item != null; item = rows.next()) {
                items.add(item);
                if (items.size() == ROWS_AT_ONCE) {
                    parts.put(new Part(items, false, null));
                    items = new ArrayList<>(ROWS_AT_ONCE);
                }
            }
            parts.put(new Part(items, true, null));
        } catch (SourceException | RuntimeException | Error e) {
            fail(e);
        } catch (InterruptedException e) {
            // Closed: nobody asks for more.
            Thread.currentThread().interrupt();
        }
    }

    private void fail(Throwable failure) {
        try {
            parts.put(new Part(List.of(), true, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next row; null after the last. */
    @Nullable
    SourceItem next() throws SourceException, InterruptedException {
        while (!part.hasNext()) {
            if (ended) {
                return null;
            }
            Part next = parts.take();
            if (next.failure() instanceof SourceException said) {
                throw said;
            }
            if (next.failure() != null) {
                throw new SourceException("file: expected to read on", next.failure());
            }
            part = next.items().iterator();
            ended = next.last();
        }
        return part.next();
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                // It may be reading: the file is closed only when nobody does.
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.huzheng.adapter.source.filedrop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Files that would be refused, or that changed while they were looked through: they may still be being written. Each is looked at again once it has
 * lain there unchanged for the quiet time, by our own clock, for the file's times are another machine's.
 */
final class WaitedFiles {
    private final Duration quietTime;
    private final Map<Path, Waited> waited = new HashMap<>();

    WaitedFiles(Duration quietTime) {
        this.quietTime = quietTime;
    }

    private record Waited(FileStamp stamp, long sinceNanos) {}

    /** Whether it lies there as it did, and not yet for long enough: there is no use in looking at it. */
    boolean isTooEarlyFor(Path file) {
        Waited known = waited.get(file);
        return known != null && known.stamp().isOf(file) && !isOver(known);
    }

    /** Whether a file that is as its stamp says has lain there for long enough; else it is waited for. */
    boolean haveWaitedFor(Path file, FileStamp stamp) {
        waitFor(file, stamp);
        Waited known = waited.get(file);
        return known != null && isOver(known);
    }

    /** Waits for a file that is as its stamp says: from now on, unless it was so before. */
    void waitFor(Path file, FileStamp stamp) {
        Waited known = waited.get(file);
        if (known == null || !known.stamp().equals(stamp)) {
            waited.put(file, new Waited(stamp, System.nanoTime()));
        }
    }

    private boolean isOver(Waited known) {
        return System.nanoTime() - known.sinceNanos() >= quietTime.toNanos();
    }

    boolean contains(Path file) {
        return waited.containsKey(file);
    }

    void remove(Path file) {
        waited.remove(file);
    }

    /** Forgets those that are gone. */
    void retain(Collection<Path> there) {
        waited.keySet().retainAll(there);
    }

    boolean isEmpty() {
        return waited.isEmpty();
    }
}

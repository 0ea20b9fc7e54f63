package org.huzheng.adapter.source.filedrop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.filedrop.format.RefusedFileException;

/**
 * That a full dump comes after the one stored last. An older one that is dropped again would turn back whatever changed since and withdraw what came
 * since. It is known by the time its manifest states, else by its content.
 */
final class DumpSuccession {
    private DumpSuccession() {}

    /**
     * Refuses a dump that is older than the last.
     *
     * @param position the dumps stored
     * @param pattern whose dump it is
     * @param digest SHA-256 of it; that of the last dump says that nothing changed
     * @param stated up to when its manifest says it holds what happened. A time after that of the last dump proves that a register is again what it was
     */
    static void require(FileDropPosition position, String pattern, String digest, Optional<Instant> stated)
            throws RefusedFileException {
        if (position.isLastDump(pattern, digest)) {
            return;
        }
        // stated times beside stated times: a file's own is of when it was written, which says less
        Optional<Instant> last = position.statedThrough(pattern);
        if (stated.isPresent() && last.isPresent() && stated.get().isBefore(last.get())) {
            throw new RefusedFileException(
                    "a full dump of " + last.get() + " or later, as the manifest of one before it stated",
                    "one whose manifest states committedBefore " + stated.get()
                            + "; is it an old one? Drop the newest, or state the right time");
        }
        Optional<Instant> known = last.or(() -> position.completeThrough(List.of(pattern)));
        Optional<FileDropPosition.StoredDump> before = position.dumpBeforeTheLast(pattern, digest);
        boolean isLater =
                stated.isPresent() && known.filter(stated.get()::isAfter).isPresent();
        if (before.isPresent() && !isLater) {
            throw new RefusedFileException(
                    "a full dump that was not stored before the last one",
                    "the content of number " + before.get().sequence()
                            + "; is it an old one? Drop the newest. If the register is again what it was then, a manifest that"
                            + " states a committedBefore after "
                            + known.map(Instant::toString).orElse("that of the last one") + " says so");
        }
    }
}

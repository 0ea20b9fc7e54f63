package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that did not change while it was looked through.
 *
 * @param stamp by which it is known
 * @param digest SHA-256 of its bytes
 */
record Looked(FileStamp stamp, String digest) {
    /** Empty if somebody is still writing it, so that it is waited for, or has taken it away. */
    static Optional<Looked> at(Path file, FileDigest.Digesting digesting, WaitedFiles waitedFor) throws IOException {
        try {
            FileStamp stamp = FileStamp.of(file);
            String digest = digesting.of(file);
            FileStamp afterwards = FileStamp.of(file);
            if (stamp.equals(afterwards)) {
                return Optional.of(new Looked(stamp, digest));
            }
            waitedFor.waitFor(file, afterwards);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            waitedFor.remove(file);
            return Optional.empty();
        }
    }
}

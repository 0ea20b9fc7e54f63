package org.huzheng.adapter.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory that is deleted when it is closed.
 *
 * @param path where it is
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {
    /**
     * Makes one under the platform's directory for such.
     *
     * @throws PublishException if there is no room for one
     */
    public static TemporaryDirectory make(String purpose) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory("huzheng-" + purpose));
        } catch (IOException e) {
            throw new PublishException("temporary directory for " + purpose + ": expected to make one", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary directory " + path + ": expected to delete it", e);
        }
    }
}

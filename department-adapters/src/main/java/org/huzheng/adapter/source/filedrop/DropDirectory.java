package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;

/** The directory files are dropped into, seen through the mapping's file patterns. */
final class DropDirectory {
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final List<PathMatcher> patterns;

    DropDirectory(Path directory, List<String> patterns) {
        this.directory = directory;
        this.patterns = patterns.stream()
                .map(pattern -> directory.getFileSystem().getPathMatcher("glob:" + pattern))
                .toList();
    }

    /** Files that are complete and that a pattern names, in the order of their names. */
    List<Path> completeFiles() throws SourceException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(this::isMapped)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SourceException("drop directory " + directory + ": expected a readable directory", e);
        }
    }

    private boolean isMapped(Path file) {
        Path name = file.getFileName();
        return name != null
                && !name.toString().endsWith(UNFINISHED)
                && patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }
}

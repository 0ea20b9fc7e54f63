package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.filedrop.format.PackedFile;

/** The directory files are dropped into, seen through the mapping's file patterns. */
final class DropDirectory {
    private static final String UNFINISHED = ".part";

    private final Path directory;
    private final Map<String, PathMatcher> patterns = new LinkedHashMap<>();
    private final Completion completion;

    DropDirectory(Path directory, List<String> patterns, Completion completion) {
        this.directory = directory;
        this.completion = completion;
        patterns.forEach(
                pattern -> this.patterns.put(pattern, directory.getFileSystem().getPathMatcher("glob:" + pattern)));
    }

    /** Files that are complete and that a pattern names, in the order of their names. */
    List<DroppedFile> completeFiles() throws SourceException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(file -> mapped(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new SourceException("drop directory " + directory + ": expected a readable directory", e);
        }
    }

    private Optional<DroppedFile> mapped(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(UNFINISHED) || Manifest.isOne(name) || !Manifest.isThere(file, completion)
                ? Optional.empty()
                : named(name);
    }

    /** The file of this name, whether it is there or not; empty if no pattern names it. */
    Optional<DroppedFile> named(String name) {
        Path file = directory.resolve(name);
        String unpacked = PackedFile.unpackedName(name);
        return mapped(file, name).or(() -> mapped(file, unpacked));
    }

    private Optional<DroppedFile> mapped(Path file, String name) {
        return patterns.entrySet().stream()
                .filter(pattern ->
                        pattern.getValue().matches(directory.getFileSystem().getPath(name)))
                .findFirst()
                .map(pattern -> new DroppedFile(file, name, pattern.getKey()));
    }
}

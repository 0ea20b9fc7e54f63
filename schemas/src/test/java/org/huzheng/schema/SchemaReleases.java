package org.huzheng.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * The schemas of past releases, each record type a self-contained file {@code <version>/<full name>.avsc} that is written once, with the digests
 * of all of them in {@code SHA256SUMS} (the form {@code sha256sum -c} reads).
 */
final class SchemaReleases {
    private static final String DIGESTS = "SHA256SUMS";

    private final Path folder;

    SchemaReleases(Path folder) {
        this.folder = folder;
    }

    /** Writes the types of a new release; refuses a version that exists. */
    void release(String version, Map<String, Schema> types) throws IOException {
        if (!version.matches("[0-9]+\\.[0-9]+\\.[0-9]+") || Files.exists(folder.resolve(version))) {
            throw new IllegalArgumentException("release: expected a new version like 1.2.3, found " + version
                    + "; a released version is never rewritten");
        }
        Files.createDirectories(folder.resolve(version));
        for (Map.Entry<String, Schema> type : types.entrySet()) {
            Path file = folder.resolve(version).resolve(type.getKey() + ".avsc");
            Files.writeString(file, type.getValue().toString(true) + "\n");
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : SchemaFiles.files(folder)) {
            sums.append(sha256(file)).append("  ").append(nameOf(file)).append('\n');
        }
        Files.writeString(folder.resolve(DIGESTS), sums);
    }

    /** Versions released so far, sorted by name. */
    List<String> versions() throws IOException {
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Released files that were edited, removed or slipped in since, one line each. */
    List<String> tampering() throws IOException {
        Map<String, String> expected = Files.readAllLines(folder.resolve(DIGESTS)).stream()
                .collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64)));
        Map<String, String> found = new TreeMap<>();
        for (Path file : SchemaFiles.files(folder)) {
            found.put(nameOf(file), sha256(file));
        }
        List<String> problems = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String was = expected.getOrDefault(name, "no file");
            String is = found.getOrDefault(name, "no file");
            if (!was.equals(is)) {
                problems.add(name + ": expected " + was + ", found " + is);
            }
        }
        return problems;
    }

    /** Where the types of now and those of any release cannot read each other, one line each. */
    List<String> incompatibilities(Map<String, Schema> now) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path file : SchemaFiles.files(folder)) {
            Schema released = new Schema.Parser().parse(Files.readString(file, StandardCharsets.UTF_8));
            Schema current = now.get(released.getFullName());
            if (current == null) {
                problems.add(nameOf(file) + ": expected the type to stay, found it removed");
            } else {
                check(nameOf(file) + ": today's schema reading it", current, released, problems);
                check(nameOf(file) + ": it reading today's", released, current, problems);
            }
        }
        return problems;
    }

    private static void check(String what, Schema reader, Schema writer, List<String> problems) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        pair.getResult()
                .getIncompatibilities()
                .forEach(cause -> problems.add(
                        what + ": " + cause.getType() + " at " + cause.getLocation() + ", " + cause.getMessage()));
    }

    private String nameOf(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected the Java platform to provide SHA-256", e);
        }
    }
}

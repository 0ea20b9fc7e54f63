package org.huzheng.broker.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.huzheng.testing.CouldNotRun;

/**
 * A file on Maven Central that a test needs and no module may depend on, since Central does not serve its parent.
 *
 * @param coordinates {@code group:artifact:version:packaging:classifier}
 */
record CentralArtifact(String coordinates) {
    private static final long FETCH_MINUTES = 5;
    private static final int PARTS = 5;

    /**
     * The file in the local repository, fetched on first use.
     *
     * @param what what could not run without it, for the report
     * @throws org.opentest4j.TestAbortedException if it cannot be fetched (see {@link CouldNotRun})
     */
    Path fetch(String what) {
        Path repository =
                Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
        Path file = repository.resolve(place()).toAbsolutePath();
        if (!Files.exists(file)) {
            fetch(what, repository.toAbsolutePath(), file);
        }
        return file;
    }

    private String place() {
        List<String> parts = List.of(coordinates.split(":", -1));
        if (parts.size() != PARTS) {
            throw new IllegalArgumentException("coordinates: expected " + PARTS + " parts, found " + coordinates);
        }
        String name = parts.get(1) + "-" + parts.get(2) + "-" + parts.get(4) + "." + parts.get(3);
        return String.join("/", parts.get(0).replace('.', '/'), parts.get(1), parts.get(2), name);
    }

    /** The old plugin version, because newer ones insist on the artifact's parent. */
    private void fetch(String what, Path repository, Path file) {
        List<String> command = List.of(
                "mvn",
                "-B",
                "-q",
                "org.apache.maven.plugins:maven-dependency-plugin:2.8:get",
                "-Dartifact=" + coordinates,
                "-Dtransitive=false",
                "-Dmaven.repo.local=" + repository);
        try {
            Path output = Files.createTempFile("fetch", ".log");
            Path elsewhere = Files.createTempDirectory("fetch");
            Process process = new ProcessBuilder(command)
                    .directory(elsewhere.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw CouldNotRun.because(
                        what, coordinates + " could not be fetched within " + FETCH_MINUTES + " minutes");
            }
            if (process.exitValue() != 0 || !Files.exists(file)) {
                String firstLine = Files.readString(output, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("ERROR"))
                        .findFirst()
                        .orElse("no reason given");
                throw CouldNotRun.because(what, coordinates + " could not be fetched: " + firstLine);
            }
        } catch (IOException e) {
            throw CouldNotRun.because(what, "mvn could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CouldNotRun.because(what, "fetching was interrupted");
        }
    }
}

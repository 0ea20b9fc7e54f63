package org.huzheng.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A node project of a test: scripts that check with npm's libraries what ours made. Installed below the module's {@code target}, at the versions of
 * its lock file. Where npm is missing the test that asks for it is reported as not run.
 */
public final class NodeProject {
    private static final int LEAST_NODE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path folder;

    private NodeProject(Path folder) {
        this.folder = folder;
    }

    /**
     * What a command said.
     *
     * @param exitCode 0 when it went well
     * @param text its standard output
     */
    public record Output(int exitCode, String text) {
        /** The last line of it. */
        public String lastLine() {
            return text.lines().reduce("no output", (first, second) -> second).strip();
        }
    }

    /**
     * Installs the project whose files are resources in the folder {@code foreign} beside a class.
     *
     * @param what what could not run without it, for the report
     * @param owner the class
     * @param script the script beside {@code package.json} and {@code package-lock.json}
     */
    public static synchronized NodeProject install(String what, Class<?> owner, String script) {
        int node = nodeVersion(what);
        if (node < LEAST_NODE) {
            throw CouldNotRun.because(what, "it needs node " + LEAST_NODE + ", found " + node);
        }
        Path folder = Path.of("target", "foreign").toAbsolutePath();
        try {
            boolean changed = false;
            Files.createDirectories(folder);
            for (String name : new String[] {"package.json", "package-lock.json", script}) {
                changed |= copy(owner, name, folder.resolve(name));
            }
            if (changed || Files.notExists(folder.resolve("node_modules/.package-lock.json"))) {
                Output npm = run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                if (npm.exitCode() != 0) {
                    throw CouldNotRun.because(what, "npm ci failed: " + npm.lastLine());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NodeProject(folder);
    }

    /** Runs a script of the project with a file that holds its input. */
    public Output run(String script, String input) {
        try {
            Path file = Files.createTempFile(folder, "input", ".json");
            try {
                Files.writeString(file, input);
                return run(folder, "node", script, file.toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int nodeVersion(String what) {
        try {
            Path here = Path.of(".").toAbsolutePath();
            run(here, "npm", "--version");
            // v20.20.2
            String version = run(here, "node", "--version").lastLine();
            return Integer.parseInt(version.substring(1, version.indexOf('.')));
        } catch (IOException e) {
            throw CouldNotRun.because(what, "npm or node is not found on PATH");
        }
    }

    /** Copies a resource; returns whether it is another than before. */
    private static boolean copy(Class<?> owner, String name, Path file) throws IOException {
        try (InputStream in = owner.getResourceAsStream("foreign/" + name)) {
            if (in == null) {
                throw new IOException("Test resources: expected foreign/" + name + ", found none");
            }
            byte[] content = in.readAllBytes();
            if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
                return false;
            }
            Path fresh = Files.write(file.resolveSibling(name + ".new"), content);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        }
    }

    private static Output run(Path folder, String... command) throws IOException {
        Path output = Files.createTempFile("foreign", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + ": expected an end within " + PATIENCE + ", found none");
            }
            return new Output(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }
}

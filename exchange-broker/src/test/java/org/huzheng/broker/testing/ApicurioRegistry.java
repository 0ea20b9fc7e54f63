package org.huzheng.broker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.huzheng.testing.CouldNotRun;
import org.jspecify.annotations.Nullable;

/**
 * A server of Apicurio Registry 3.0.9 as published on Maven Central, in a process of its own, for tests only. It is unpacked in
 * {@code target/apicurio-3.0.9} below the root and keeps what it is told in a directory of the caller's.
 */
public final class ApicurioRegistry implements AutoCloseable {
    /** Version of the server. */
    public static final String VERSION = "3.0.9";

    private static final CentralArtifact SERVER =
            new CentralArtifact("io.apicurio:apicurio-registry-app:3.0.9:tar.gz:all");
    private static final String WHAT = "conformance of Apicurio Registry " + VERSION;
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration END_PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private ApicurioRegistry(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a server, fetched on first use.
     *
     * @param directory where it keeps its database and its log
     * @throws org.opentest4j.TestAbortedException if it cannot be fetched (see {@link CouldNotRun})
     */
    public static ApicurioRegistry start(Path directory) {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            ApicurioRegistry registry = new ApicurioRegistry(directory, port);
            registry.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again on what it kept, at the same address. */
    public void start() {
        Path server = unpacked();
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-Dapicurio.datasource.url=jdbc:h2:file:" + directory.resolve("registry"),
                            "-jar",
                            server.resolve("apicurio-registry-app-" + VERSION + "-runner.jar")
                                    .toString())
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            awaitAnswer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Apicurio: interrupted while it started", e);
        }
    }

    /** Where it speaks Confluent's REST API. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    private Path log() {
        return directory.resolve("apicurio.log");
    }

    private void awaitAnswer(Process started) throws IOException, InterruptedException {
        HttpRequest subjects =
                HttpRequest.newBuilder(URI.create(url() + "/subjects")).build();
        Instant until = Instant.now().plus(START_PATIENCE);
        while (!isAnswered(subjects)) {
            if (!started.isAlive() || Instant.now().isAfter(until)) {
                started.destroyForcibly();
                throw new IllegalStateException("Apicurio: expected an answer at " + url() + " within " + START_PATIENCE
                        + ", found none; it says: " + Files.readString(log()));
            }
            Thread.sleep(100);
        }
    }

    private static boolean isAnswered(HttpRequest request) throws InterruptedException {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }

    /** Unpacks beside the folder first: a folder that exists is complete. */
    private static synchronized Path unpacked() {
        Path folder = Path.of(System.getProperty("huzheng.root", ".."), "target", "apicurio-" + VERSION)
                .toAbsolutePath()
                .normalize();
        if (Files.exists(folder)) {
            return folder;
        }
        Path archive = SERVER.fetch(WHAT);
        try {
            Files.createDirectories(folder.getParent());
            Path draft = Files.createTempDirectory(folder.getParent(), "apicurio");
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", draft.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (tar.waitFor() != 0) {
                throw new IOException(archive + ": expected tar to unpack it, found exit code " + tar.exitValue());
            }
            return Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Apicurio: interrupted while it was unpacked", e);
        }
    }

    /** Stops it as an operator would. */
    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
        process = null;
    }
}

package org.huzheng.deploy.registers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that outlived the process that started it. */
final class OrphanedServer {
    private static final int GRACE_SECONDS = 10;

    private OrphanedServer() {}

    /** Stops the server that runs on a data directory, if there is one. */
    static void stop(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> server = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(OrphanedServer::isPostgres);
        if (server.isPresent()) {
            // Asked politely it waits for its clients, which died; a killed server recovers from its log at the next
            // start.
            server.get().destroy();
            if (!hasEnded(server.get())) {
                server.get().destroyForcibly();
                if (!hasEnded(server.get())) {
                    throw new IOException("PostgreSQL on " + data + ": expected process "
                            + server.get().pid() + " to end, found it running");
                }
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
    }

    private static boolean hasEnded(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException("PostgreSQL: could not wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("PostgreSQL: interrupted while waiting for process " + process.pid(), e);
        }
    }
}

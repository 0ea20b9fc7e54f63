package org.huzheng.adapter.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.huzheng.adapter.publish.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real database server for the tests of one class, in a temporary directory. Register it as a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DatabaseExtension<PostgresServer> DATABASE = DatabaseExtension.of(PostgresServer::start);
 * }</pre>
 */
public final class DatabaseExtension<S extends DatabaseServer> implements BeforeAllCallback, AfterAllCallback {
    private final Starting<S> starting;
    private @Nullable TemporaryDirectory directory;
    private @Nullable S server;

    /** Starts a server in a directory. */
    public interface Starting<S> {
        S start(Path directory) throws IOException;
    }

    private DatabaseExtension(Starting<S> starting) {
        this.starting = starting;
    }

    public static <S extends DatabaseServer> DatabaseExtension<S> of(Starting<S> starting) {
        return new DatabaseExtension<>(starting);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = TemporaryDirectory.make("database");
        server = starting.start(directory.path());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (server != null) {
            server.close();
        }
        if (directory != null) {
            directory.close();
        }
    }

    /** The running server. */
    public S server() {
        return Objects.requireNonNull(server, "database server: expected a running test class");
    }
}

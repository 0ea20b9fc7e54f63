package org.huzheng.deploy.demo;

import java.nio.file.Path;
import org.huzheng.broker.embedded.Secrets;

/** Secrets of the demonstration: drawn on first use, each in a file of its own that only its owner may read. */
final class DemoSecrets {
    private final Path directory;
    private final Secrets secrets;

    private DemoSecrets(Path directory) {
        this.directory = directory;
        this.secrets = Secrets.in(directory);
    }

    static DemoSecrets in(Path directory) {
        return new DemoSecrets(directory);
    }

    /** Password of a database role. */
    String passwordOfRole(String role) {
        return secrets.passwordOf(nameOfRole(role));
    }

    /** File that holds a database role's password. */
    Path passwordFileOfRole(String role) {
        return file(nameOfRole(role));
    }

    /** File of 32 bytes that person keys are derived with. */
    Path personKeySecret() {
        return file("person-key");
    }

    /** File with a secret of 32 characters, which are 192 random bits. */
    Path file(String name) {
        secrets.passwordOf(name);
        return directory.resolve(name + ".password");
    }

    /** A secret of 32 characters, which are 192 random bits. */
    String of(String name) {
        return secrets.passwordOf(name);
    }

    private static String nameOfRole(String role) {
        return "database-" + role.replace('_', '-');
    }
}

package org.huzheng.deploy.trial;

import java.nio.file.Path;
import org.huzheng.broker.embedded.Secrets;

/** Secrets of a trial: drawn on first use, each in a file of its own that only its owner may read. */
public final class TrialSecrets {
    /** Secret the hospitals sign with what they post. */
    public static final String PUSH = "push-hospitals";

    private final Path directory;
    private final Secrets secrets;

    private TrialSecrets(Path directory) {
        this.directory = directory;
        this.secrets = Secrets.in(directory);
    }

    public static TrialSecrets in(Path directory) {
        return new TrialSecrets(directory);
    }

    /** Password of a database role. */
    public String passwordOfRole(String role) {
        return secrets.passwordOf(nameOfRole(role));
    }

    /** File that holds a database role's password. */
    public Path passwordFileOfRole(String role) {
        return file(nameOfRole(role));
    }

    /** File of 32 bytes that person keys are derived with. */
    public Path personKeySecret() {
        return file("person-key");
    }

    /** File with a secret of 32 characters, which are 192 random bits. */
    public Path file(String name) {
        secrets.passwordOf(name);
        return directory.resolve(name + ".password");
    }

    /** A secret of 32 characters, which are 192 random bits. */
    public String of(String name) {
        return secrets.passwordOf(name);
    }

    private static String nameOfRole(String role) {
        return "database-" + role.replace('_', '-');
    }
}

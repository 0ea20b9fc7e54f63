package org.huzheng.broker.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The passwords of an exchange that runs on this machine: one file {@code PRINCIPAL.password} per principal, readable by its owner only.
 *
 * <p>A password is drawn the first time somebody asks for it and never changes afterwards. Several processes may ask at once:
 * the file is published under its name only when it is complete, and whoever comes second reads what the first one wrote.
 */
public final class Secrets {
    private static final Pattern PRINCIPAL = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final int PASSWORD_BYTES = 24;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the secrets kept in a directory, which is created when absent.
     *
     * @throws SecretUnavailable if the directory cannot be created
     */
    public static Secrets in(Path directory) {
        Objects.requireNonNull(directory, "directory");
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new SecretUnavailable(
                    "expected a directory for secrets at " + directory + ", could not create it", e);
        }
        return new Secrets(directory);
    }

    /**
     * The password of a principal, drawn and stored on first use.
     *
     * @param principal a name of lower-case letters, digits and hyphens, at most 63 characters, starting with a letter
     * @throws IllegalArgumentException if the name has another form
     * @throws SecretUnavailable if the file cannot be read or written
     */
    public String passwordOf(String principal) {
        Path file = fileOf(principal);
        try {
            if (!Files.exists(file)) {
                publish(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new SecretUnavailable("expected a readable password file at " + file, e);
        }
    }

    /** The file that holds a principal's password, drawn and stored on first use. */
    public Path passwordFileOf(String principal) {
        passwordOf(principal);
        return fileOf(principal);
    }

    /** Whether a password has been drawn for the principal already. */
    public boolean knows(String principal) {
        return Files.exists(fileOf(principal));
    }

    private Path fileOf(String principal) {
        if (!PRINCIPAL.matcher(principal).matches()) {
            throw new IllegalArgumentException(
                    "expected a principal name of the form " + PRINCIPAL + ", found \"" + principal + "\"");
        }
        return directory.resolve(principal + ".password");
    }

    private void publish(Path file) throws IOException {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Path draft = Files.createTempFile(
                directory,
                "draft",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, password, StandardCharsets.US_ASCII);
            // A hard link fails if the name is taken, where a rename would silently replace the other process's
            // password.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            requireReadable(file, e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void requireReadable(Path file, FileAlreadyExistsException cause) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("the password file exists but cannot be read: " + file, cause);
        }
    }

    private static String read(Path file) throws IOException {
        String password = Files.readString(file, StandardCharsets.US_ASCII).strip();
        if (password.isEmpty()) {
            throw new NoSuchFileException(file.toString(), null, "the password file is empty");
        }
        return password;
    }

    @Override
    public String toString() {
        return "Secrets[" + directory + "]";
    }
}

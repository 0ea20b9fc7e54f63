package org.huzheng.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads secrets from files. Their contents never reach a message or a log. */
final class SecretFile {
    private static final int FEWEST_BYTES = 32;

    private SecretFile() {}

    /** A secret as bytes, at least 32. */
    static byte[] bytes(Path file) {
        byte[] secret = read(file);
        if (secret.length < FEWEST_BYTES) {
            throw new ServiceStartFailure(
                    "secret file " + file + ": expected at least " + FEWEST_BYTES + " bytes, found " + secret.length);
        }
        return secret;
    }

    /** A password: the file's first line. */
    static char[] password(Path file) {
        String text = new String(read(file), java.nio.charset.StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            throw new ServiceStartFailure("password file " + file + ": expected a password, found nothing");
        }
        return text.toCharArray();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ServiceStartFailure("secret file " + file + ": expected a readable file, found "
                    + e.getClass().getSimpleName());
        }
    }
}

package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.huzheng.digest.Sha256;

/** SHA-256 of a file's bytes. */
final class FileDigest {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Takes the digest of a file, which may take a while. */
    interface Digesting {
        String of(Path file) throws IOException;
    }

    private FileDigest() {}

    /** The digest, hex in lower case. */
    static String of(Path file) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

package org.huzheng.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Fresh issuer keys for tests, made as the product makes them and gone with the test. */
public final class TestKeys {
    private TestKeys() {}

    /** A new key in a keystore that is deleted at once. */
    public static IssuerKey fresh() {
        return from(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** The same, which signs from a moment on. */
    public static IssuerKey from(Instant begin) {
        try {
            Path folder = Files.createTempDirectory("huzheng-key");
            Path file = folder.resolve("issuer.p12");
            try {
                return IssuerKey.openOrCreate(file, "test only".toCharArray(), "issuer", "示例市政务服务局", begin);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

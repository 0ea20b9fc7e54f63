package org.huzheng.signing;

import java.nio.file.Path;

/** The issuer's keystore cannot be made, read or used; the message names file, expectation and finding. */
public final class IssuerKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IssuerKeyException(Path file, String expected, String found) {
        super("Keystore %s: expected %s, found %s".formatted(file, expected, found));
    }

    IssuerKeyException(Path file, String expected, Exception cause) {
        super("Keystore %s: expected %s, found %s".formatted(file, expected, cause.getMessage()), cause);
    }
}

package org.huzheng.tls;

/** A file with a certificate or a key is not as it should be; the message says what was expected, what was found, and where, and nothing of a key. */
public final class TlsFileUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsFileUnusable(String message) {
        super(message);
    }

    TlsFileUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}

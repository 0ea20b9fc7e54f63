package org.huzheng.broker.embedded;

/** A password file could not be read or written; the message names the file, never its content. */
public final class SecretUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SecretUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

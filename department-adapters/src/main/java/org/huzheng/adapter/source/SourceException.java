package org.huzheng.adapter.source;

/** A source cannot be read: it is away, refuses us, or lost our place. The message says what was expected and found, never a row. */
public final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}

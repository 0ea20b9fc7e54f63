package org.huzheng.adapter.run;

/** An adapter cannot start or a mapping cannot be checked. The message says what was expected and found, and what to do. */
public final class AdapterException extends Exception {
    private static final long serialVersionUID = 1L;

    public AdapterException(String message) {
        super(message);
    }

    public AdapterException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.trace;

/** Traces cannot be sent as the settings say; the message names the setting. */
public final class TracingStartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TracingStartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

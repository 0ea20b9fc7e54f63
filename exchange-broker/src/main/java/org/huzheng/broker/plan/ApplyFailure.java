package org.huzheng.broker.plan;

/** A change could not be made; the changes before it stand, so applying again goes on from there. */
public final class ApplyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApplyFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

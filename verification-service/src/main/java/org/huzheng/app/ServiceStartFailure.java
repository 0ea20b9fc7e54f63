package org.huzheng.app;

/** An instance cannot serve with what it was told; the message names what was expected and what was found. */
public final class ServiceStartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceStartFailure(String message) {
        super(message);
    }
}

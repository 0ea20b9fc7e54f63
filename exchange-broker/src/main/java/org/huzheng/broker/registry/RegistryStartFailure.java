package org.huzheng.broker.registry;

/** The registry could not listen where it was told to. */
public final class RegistryStartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryStartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.wire;

/** The registry could not be reached, or kept failing, for as long as the settings allow; or the wait was interrupted. */
public final class RegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

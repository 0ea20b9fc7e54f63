package org.huzheng.wire;

/** The registry answered what its REST API does not foresee. */
public final class RegistryProtocolException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryProtocolException(String message) {
        super(message);
    }

    public RegistryProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.wire;

/** The registry refused the credentials (401) or the act (403). */
public final class RegistryAccessException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryAccessException(String message) {
        super(message);
    }
}

package org.huzheng.wire;

/** The registry itself says that it has no such schema, version or subject (404 with its error code). */
public final class UnknownSchemaException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        super(message);
    }
}

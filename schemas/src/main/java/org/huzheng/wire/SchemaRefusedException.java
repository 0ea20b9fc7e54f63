package org.huzheng.wire;

/** The registry refused a schema: incompatible with a released one (409) or invalid (422). */
public final class SchemaRefusedException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(String message) {
        super(message);
    }
}

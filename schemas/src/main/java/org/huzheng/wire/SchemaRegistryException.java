package org.huzheng.wire;

import org.apache.kafka.common.KafkaException;

/**
 * A schema registry did not give what was asked of it. Only {@link UnknownSchemaException} says anything about a record; the others say
 * something about the registry, and the record is to be tried again.
 */
public abstract sealed class SchemaRegistryException extends KafkaException
        permits UnknownSchemaException,
                RegistryUnavailableException,
                RegistryAccessException,
                SchemaRefusedException,
                RegistryProtocolException {
    private static final long serialVersionUID = 1L;

    SchemaRegistryException(String message) {
        super(message);
    }

    SchemaRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.wire;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A schema registry that speaks Confluent's REST API, version 1. An id, once given, stands for its schema for ever, so implementations
 * remember both ways. Every method waits while the registry is away and may throw any {@link SchemaRegistryException}.
 */
public interface SchemaRegistry {
    /**
     * The schema with this id.
     *
     * @throws UnknownSchemaException if the registry says it has none
     */
    Schema schemaById(int id);

    /**
     * The id under which a schema is registered as a version of a subject. Never registers it.
     *
     * @throws UnknownSchemaException if it is not registered
     */
    int idOf(String subject, Schema schema);

    /**
     * Registers a schema as the next version of a subject, or finds it there.
     *
     * @return its id
     * @throws SchemaRefusedException if it is not compatible with the subject's versions
     */
    int register(String subject, Schema schema);

    /** The latest version of a subject, or nothing if the subject has none. */
    Optional<RegisteredSchema> latest(String subject);

    /** Every version of a subject, oldest first; none if there is no such subject. */
    List<RegisteredSchema> versions(String subject);

    /** Every subject, sorted. */
    List<String> subjects();

    /** The level set for this subject itself, or nothing where the registry's global level holds. */
    Optional<Compatibility> compatibilityOf(String subject);

    /** Sets the level of one subject. */
    void setCompatibility(String subject, Compatibility level);
}

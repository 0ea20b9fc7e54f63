package org.huzheng.wire;

import org.apache.avro.Schema;

/**
 * A schema as one version of a subject.
 *
 * @param subject subject, e.g. {@code household.resident-org.huzheng.household.Resident}
 * @param version version within the subject, from 1
 * @param id identifier across the registry, which stands before every value
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}

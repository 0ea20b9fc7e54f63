package org.huzheng.broker.registry;

/**
 * One schema under one subject.
 *
 * @param version 1, 2, 3 … within the subject
 * @param id the number in the wire format; equal schemas under several subjects share it
 * @param schema canonical JSON of the Avro schema
 * @param deleted softly deleted: hidden, but still found by id
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion {
        if (version < 1 || id < 1) {
            throw new IllegalArgumentException(
                    "expected version and id from 1 up, found version " + version + ", id " + id);
        }
    }

    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}

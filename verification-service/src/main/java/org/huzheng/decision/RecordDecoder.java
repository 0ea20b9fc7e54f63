package org.huzheng.decision;

import org.apache.avro.specific.SpecificRecord;

/** Decodes the value bytes of a record of the exchange. */
@FunctionalInterface
public interface RecordDecoder {
    /** The record these bytes say; the writer's schema is known to the caller. */
    SpecificRecord decode(byte[] value);
}

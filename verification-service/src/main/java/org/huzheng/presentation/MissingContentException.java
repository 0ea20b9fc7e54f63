package org.huzheng.presentation;

import org.apache.avro.specific.SpecificRecord;

/** A certificate was to be written from a decision that does not say what it would have to. */
public final class MissingContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingContentException(String expected, SpecificRecord decision) {
        super("decision: expected " + expected + ", found a "
                + decision.getSchema().getFullName() + " without it");
    }
}

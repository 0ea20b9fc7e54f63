package org.huzheng.api;

import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.RequestHeader;

/** Reads the part of a request body that one certificate type asks for. A new type is one more of these. */
interface TypeIntake {
    /** Code of the certificate type. */
    String type();

    /** Members this type reads beside those of every request. */
    Set<String> members();

    /** The request record. */
    SpecificRecord read(RequestHeader header, JsonBody body, People people);
}

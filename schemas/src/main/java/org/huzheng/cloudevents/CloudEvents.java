package org.huzheng.cloudevents;

import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The attributes of CloudEvents 1.0 as Kafka headers (Kafka Protocol Binding for CloudEvents 1.0.2, binary content mode): header keys, and the values that
 * follow from where a record lies and what it is. All are UTF-8 text.
 */
public final class CloudEvents {
    /** Begins the header key of every attribute but {@link #CONTENT_TYPE}. */
    public static final String PREFIX = "ce_";

    /** Header key of the attribute {@code datacontenttype}. */
    public static final String CONTENT_TYPE = "content-type";

    public static final String SPECVERSION = PREFIX + "specversion";
    public static final String ID = PREFIX + "id";
    public static final String SOURCE = PREFIX + "source";
    public static final String TYPE = PREFIX + "type";
    public static final String TIME = PREFIX + "time";
    public static final String SUBJECT = PREFIX + "subject";
    public static final String DATASCHEMA = PREFIX + "dataschema";

    /** Value of {@link #CONTENT_TYPE}: Avro, behind the five bytes of Confluent's wire format. */
    public static final String AVRO = "application/avro";

    /** Value of {@link #SPECVERSION}. */
    public static final String VERSION = "1.0";

    private CloudEvents() {}

    /**
     * Where the records of a topic come from, a URI reference relative to the exchange: of a department's topic the department and its register, e.g. {@code
     * /household/resident}; of the exchange's own what they are, e.g. {@code /exchange/decisions}.
     */
    public static String sourceOf(String topic) {
        return "/" + topic.replaceFirst("\\.", "/");
    }

    /**
     * The schema a record was written with, named by its digest (RFC 6920): SHA-256 of its Parsing Canonical Form (Avro specification), base64url. The same
     * in every registry and every generation of the exchange.
     */
    public static String dataSchemaOf(Schema type) {
        try {
            byte[] digest = SchemaNormalization.parsingFingerprint("SHA-256", type);
            return "ni:///sha-256;" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected the Java platform to provide SHA-256", e);
        }
    }
}

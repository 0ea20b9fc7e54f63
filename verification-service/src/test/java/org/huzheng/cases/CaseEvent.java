package org.huzheng.cases;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;

/**
 * One record event of a case.
 *
 * @param record record id the case gives it
 * @param topic topic it is published on
 * @param key person whose record it is
 * @param value the event
 * @param appendedAt when it is appended, where the case says
 */
public record CaseEvent(String record, Topic topic, String key, SpecificRecord value, Optional<Instant> appendedAt) {
    /** When it is appended in a play that appends what is not said otherwise at a time. */
    public Instant appendedAt(Instant otherwise) {
        return appendedAt.orElse(otherwise);
    }
}

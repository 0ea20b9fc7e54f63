package org.huzheng.adapter.publish;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.identity.PersonKey;

/**
 * An event on its way.
 *
 * @param topic where to
 * @param key under which key
 * @param record the event
 * @param body digest of what its record says with it; empty of a withdrawal at a key the record no longer belongs to, which is no version of
 *     the record
 * @param trace tells of the row it comes from
 */
record OutgoingEvent(Topic topic, PersonKey key, SpecificRecord record, Optional<BodyDigest> body, RowTrace trace) {
    /** Names topic and key; never what the event says. */
    @Override
    public String toString() {
        return "OutgoingEvent[" + topic.name() + ", " + key + "]";
    }
}

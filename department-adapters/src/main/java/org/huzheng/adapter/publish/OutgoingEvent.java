package org.huzheng.adapter.publish;

import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.identity.PersonKey;

/**
 * An event on its way.
 *
 * @param topic where to
 * @param key under which key
 * @param record the event
 */
record OutgoingEvent(Topic topic, PersonKey key, SpecificRecord record) {
    /** Names topic and key; never what the event says. */
    @Override
    public String toString() {
        return "OutgoingEvent[" + topic.name() + ", " + key + "]";
    }
}

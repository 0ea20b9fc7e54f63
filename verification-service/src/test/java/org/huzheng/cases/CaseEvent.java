package org.huzheng.cases;

import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;

/**
 * One record event of a case.
 *
 * @param record record id the case gives it
 * @param topic topic it is published on
 * @param key person whose record it is
 * @param value the event
 */
public record CaseEvent(String record, Topic topic, String key, SpecificRecord value) {}

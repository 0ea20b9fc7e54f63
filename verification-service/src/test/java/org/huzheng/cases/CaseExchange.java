package org.huzheng.cases;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;

/** What a case is played on. */
interface CaseExchange {
    /** Publishes a record event. */
    void append(CaseEvent event, Instant at);

    /** Publishes a feed mark. */
    void mark(Topic topic, Instant committedBefore, Instant at);

    /** Asks, and returns the decisions that are there afterwards for this request, oldest first. */
    List<SpecificRecord> ask(SpecificRecord request, Instant at);
}

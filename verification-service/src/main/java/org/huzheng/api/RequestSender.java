package org.huzheng.api;

import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;

/** Puts a request, a dispute or what is said of one on its topic. */
public interface RequestSender {
    /** Completes when the record is appended for good; fails when it could not be. */
    CompletionStage<Void> send(String key, SpecificRecord record);
}

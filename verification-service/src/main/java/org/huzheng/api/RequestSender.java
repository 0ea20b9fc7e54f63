package org.huzheng.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.exchange.KnownDecision;

/** Puts a request, a dispute or what is said of one on its topic. */
public interface RequestSender {
    /** Completes when the record is appended for good; fails when it could not be. */
    CompletionStage<Void> send(String key, SpecificRecord record);

    /**
     * The same of a request, whose decision comes with it where it can be had without waiting for the judging, which comes to the same.
     *
     * @return nothing where the judging decides
     */
    CompletionStage<Optional<KnownDecision>> ask(String key, SpecificRecord request);
}

package org.huzheng.dossier;

import java.util.List;

/** What a record says now. */
public sealed interface RecordState {
    /** The record is so. */
    record InForce(RecordEvent event) implements RecordState {}

    /** The record was so until its end. */
    record Ended(RecordEvent event) implements RecordState {}

    /** The record was never so. */
    record Annulled(RecordEvent event) implements RecordState {}

    /** The department published one version with different contents: nothing may be concluded from it. */
    record Contradictory(List<RecordEvent> events) implements RecordState {
        public Contradictory {
            events = List.copyOf(events);
        }
    }
}

package org.huzheng.kinship;

import java.util.List;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.kinship.Derivation.Step;

/**
 * One step from a person to a parent or a spouse, and the records it rests on.
 *
 * @param step to a parent or to a spouse
 * @param to the parent or spouse
 * @param adoptive whether the parent adopted them
 * @param standing how far records support it
 * @param events records that say so
 * @param against records that say otherwise
 * @param period days on which they say so
 */
record Tie(
        Step step,
        Node to,
        boolean adoptive,
        Standing standing,
        List<RecordEvent> events,
        List<RecordEvent> against,
        Period period) {

    /** How far records support a tie, the best first. */
    enum Standing {
        /** They say so, and none says otherwise. */
        STANDS,
        /** The marriage or the adoption was so and ended. */
        ENDED,
        /** Only one of two spouses' entries says so. */
        ONE_SIDED,
        /** A household calls it adopted or step, in one word. */
        UNSETTLED,
        /** They name the person without a number. */
        BY_NAME,
        /** They contradict each other. */
        CONTRADICTED
    }

    Tie {
        events = List.copyOf(events);
        against = List.copyOf(against);
    }

    /** Records for and against. */
    List<RecordEvent> allEvents() {
        return Stream.concat(events.stream(), against.stream()).distinct().toList();
    }
}

package org.huzheng.kinship;

import java.util.List;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;

/**
 * What one record, or two of one household, say of a relation.
 *
 * @param relation what the first is to the second
 * @param voice how it speaks of it
 * @param basis stated or composed
 * @param events records that say so
 * @param period days on which they say so
 */
record Statement(Relation relation, Voice voice, RelationBasis basis, List<RecordEvent> events, Period period) {
    Statement {
        events = List.copyOf(events);
    }

    /** How a record speaks of a relation. */
    enum Voice {
        /** It is so. */
        AFFIRMS,
        /** It was so once. */
        WAS_SO,
        /** A dissolved adoption took it away, and whether it came back is for the two to agree. */
        LEFT_TO_AGREEMENT,
        /** It ended, although another register still says it is so. */
        IS_OVER,
        /** It was registered, and the register says that it never was. */
        NEVER_SO,
        /** Somebody else holds that place. */
        NAMES_ANOTHER,
        /** Somebody of this person's name, but without an identity number, holds that place. */
        NAMES_BY_NAME_ONLY,
        /** Somebody of another name, without an identity number, holds that place. */
        NAMES_ANOTHER_BY_NAME,
        /** It names a number that this person obtained by fraud. */
        UNDER_FALSE_NUMBER,
        /** It puts this person in a place that their own entry's sex does not fit. */
        UNFIT,
        /** The two live together in a way that does not settle it. */
        UNDETERMINED,
        /** The household calls it adopted or step, in one word. */
        ADOPTED_OR_STEP
    }

    static Statement stated(Relation relation, Voice voice, RecordEvent event, Period period) {
        return new Statement(relation, voice, RelationBasis.STATED, List.of(event), period);
    }

    /** The same record speaking of another relation. */
    Statement of(Relation other) {
        return new Statement(other, voice, basis, events, period);
    }

    /** The same record speaking otherwise. */
    Statement as(Voice other) {
        return new Statement(relation, other, basis, events, period);
    }

    boolean is(Voice expected) {
        return voice == expected;
    }

    /** Whether one of its records is of this type. */
    boolean restsOn(String recordType) {
        return events.stream().anyMatch(event -> event.recordType().equals(recordType));
    }
}

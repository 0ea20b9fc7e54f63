package org.huzheng.adapter.mapping;

import java.util.Optional;
import org.huzheng.adapter.validation.RejectedValueException;
import org.huzheng.event.ChangeType;

/**
 * What happened to the record, as far as the row says; where it says nothing, what was published before decides between created, corrected
 * and reinstated.
 *
 * @param stated column or expression, and code list, that say it, if there are any
 * @param endedBy column that is filled only once the record has ended, if there is one
 * @param deleted what a deleted row means: ANNULLED or ENDED
 */
record ChangeRule(Optional<ValueRule> stated, Optional<String> endedBy, ChangeType deleted) {
    /** Whether a row that is still there can say that its record has ended. */
    boolean tellsEnd() {
        return endedBy.isPresent()
                || stated.stream()
                        .flatMap(rule -> rule.steps().stream())
                        .anyMatch(step -> step instanceof Transforms.CodeTransform codes
                                && codes.codes().containsValue(ChangeType.ENDED.name()));
    }

    Optional<ChangeType> read(Reading reading) throws RejectedValueException {
        Optional<Object> code =
                stated.isPresent() ? stated.get().readOfNobody("changeType", reading) : Optional.empty();
        Optional<ChangeType> change = code.map(symbol -> ChangeType.valueOf((String) symbol));
        boolean ended = reading.text(endedBy).isPresent();
        // A row whose end date is filled has ended, whatever was done to it last; an annulment says more.
        return ended && change.filter(ChangeType.ANNULLED::equals).isEmpty() ? Optional.of(ChangeType.ENDED) : change;
    }
}

package org.huzheng.kinship;

import java.util.List;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Statement.Voice;

/**
 * A person with the entry that speaks for them.
 *
 * @param person the person
 * @param entry the one in force, else the last that ended
 */
record Speaker(Person person, Stated<Resident> entry) {

    Sex sex() {
        return Person.sexOf(entry);
    }

    /** Whether no entry of theirs is in force any more. */
    boolean isGone() {
        return Person.hasDied(entry) || person.entries().isEmpty();
    }

    /** Whether no entry of theirs is in force any more, and not because they died. */
    boolean hasLeft() {
        return isGone() && !Person.hasDied(entry);
    }

    /** How a record that names somebody in a place speaks of this person. */
    Voice voiceOf(StatedPerson stated) {
        if (stated.getPersonKey() != null) {
            if (person.is(stated)) {
                return Voice.AFFIRMS;
            }
            return linksToFraud().stream()
                            .anyMatch(link -> link.body().getFormerKey().equals(stated.getPersonKey()))
                    ? Voice.UNDER_FALSE_NUMBER
                    : Voice.NAMES_ANOTHER;
        }
        String name = stated.getName();
        return name != null && person.names().contains(name) ? Voice.NAMES_BY_NAME_ONLY : Voice.NAMES_ANOTHER_BY_NAME;
    }

    /** Links to numbers they obtained by fraud. */
    List<Stated<IdentityLink>> linksToFraud() {
        return person.identity().fraudulentNumbers();
    }

    Period period() {
        return new Period(entry.event().validFrom(), null);
    }
}

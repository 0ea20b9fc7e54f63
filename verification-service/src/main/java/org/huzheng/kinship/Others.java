package org.huzheng.kinship;

import java.util.Optional;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.kinship.Household.Shared;

/** What was heard of others than the two of a case. */
interface Others {
    /** One key of a person for all of theirs. */
    String personOf(String key);

    /** UNKNOWN where nobody knows. */
    Sex sexOf(String key);

    /** The entry that speaks for a person. */
    Optional<RecordEvent> entryOf(String key);

    /** Whether the records of one of two people, as far as heard, name or named the other as spouse. */
    boolean areOrWereSpouses(Speaker one, String otherKey);

    /** Whether the head is entered as that of a collective household, whose members living together makes nobody kin. */
    boolean isCollective(Shared shared);

    /** The dissolved adoption of whose days the child's entry is, where it names the adopter in this place: it says so of the adoption, and is over with it. */
    Optional<Stated<Adoption>> formerAdoption(Person child, Place place, StatedPerson named);
}

package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Testimony.Statement;
import org.huzheng.medical.Birth;

/**
 * One of the two is said to be the other's father. The birth lies at the mother's key and may say otherwise, so she is asked before anybody is
 * certified.
 *
 * @param relation what the applicant is to the relative
 */
record Paternity(
        Person child, Stated<Resident> childEntry, Person father, Stated<Resident> fatherEntry, Relation relation) {

    /** Key of the mother the child's entry states; empty when it states none by number, or the man himself. */
    Optional<String> motherKey() {
        return Optional.ofNullable(childEntry.body().getMother())
                .map(StatedPerson::getPersonKey)
                .filter(key -> !father.is(key));
    }

    /** What the mother's birth records say of the father. */
    List<Statement> statements(Person mother) {
        List<Statement> said = new ArrayList<>();
        for (Stated<Birth> birth : mother.births()) {
            StatedPerson stated = birth.body().getFather();
            if (stated != null && Testimony.isBirthOf(birth.body(), child, childEntry)) {
                said.add(Testimony.ofBirth(birth, relation, Testimony.voiceOf(stated, father, fatherEntry)));
            }
        }
        return said;
    }
}

package org.huzheng.kinship;

import org.huzheng.civilaffairs.Adoption;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.household.Resident;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/** A parent's place in a child's records. */
enum Place {
    MOTHER(Sex.FEMALE),
    FATHER(Sex.MALE);

    private final Sex sex;

    Place(Sex sex) {
        this.sex = sex;
    }

    Sex sex() {
        return sex;
    }

    @Nullable
    StatedPerson inEntry(Resident entry) {
        return this == MOTHER ? entry.getMother() : entry.getFather();
    }

    @Nullable
    StatedPerson inBirth(Birth birth) {
        return this == MOTHER ? birth.getMother() : birth.getFather();
    }

    @Nullable
    StatedPerson inAdoption(Adoption adoption) {
        return this == MOTHER ? adoption.getMother() : adoption.getFather();
    }
}

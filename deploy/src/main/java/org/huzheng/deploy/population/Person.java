package org.huzheng.deploy.population;

import java.time.LocalDate;
import org.huzheng.event.Sex;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * One synthetic person.
 *
 * @param index place in {@link Population#people()}; department record ids are made from it, never from the identity number
 * @param number resident identity number, GB 11643
 * @param name surname and given name
 * @param sex sex
 * @param birthDate date of birth
 * @param deathDate date of death, null while the person lives
 * @param regionCode county of residence (for the dead: the last one), GB/T 2260
 * @param work whether and how steadily the person is employed
 */
public record Person(
        int index,
        ResidentIdentityNumber number,
        String name,
        Sex sex,
        LocalDate birthDate,
        @Nullable LocalDate deathDate,
        String regionCode,
        Work work) {

    /** Whether and how steadily a person is employed during the months looked at. */
    public enum Work {
        /** Too young, too old, dead, or not employed. */
        NONE,
        /** Employed with gaps, job changes, supplementary payments and payments not yet credited. */
        USUAL,
        /** Employed by one employer in every month, every payment regular and credited. */
        STEADY
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "Person[" + index + "]";
    }
}

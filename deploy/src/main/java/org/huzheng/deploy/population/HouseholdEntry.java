package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * One person's entry in one household booklet under one head.
 *
 * @param entryId number of the entry, from 1
 * @param person whose entry it is
 * @param father father as stated, null where the entry states none
 * @param mother mother as stated, null where the entry states none
 * @param spouse spouse as stated at the end of the entry, null where there is none
 * @param householdNumber number of the booklet (户号)
 * @param head identity number of the head of household; the head's own entry names the head too
 * @param relationCode relation to the head, GB/T 4761-2008
 * @param birthCertificate number of the birth certificate, null before 2000 and where there was none
 * @param deceased whether the entry ended by death
 * @param regionCode place of registration, GB/T 2260
 * @param registeredOn first day of the entry
 * @param endedOn last day of the entry, null while it lasts
 * @param reason why it ended, null while it lasts
 * @param writtenAt when the department last wrote the row
 */
public record HouseholdEntry(
        long entryId,
        Person person,
        @Nullable Named father,
        @Nullable Named mother,
        @Nullable Named spouse,
        String householdNumber,
        ResidentIdentityNumber head,
        String relationCode,
        @Nullable String birthCertificate,
        boolean deceased,
        String regionCode,
        LocalDate registeredOn,
        @Nullable LocalDate endedOn,
        @Nullable String reason,
        Instant writtenAt) {

    public HouseholdEntry {
        if (endedOn != null && endedOn.isBefore(registeredOn)) {
            throw new IllegalArgumentException(
                    "entry " + entryId + ": expected an end on or after " + registeredOn + ", found " + endedOn);
        }
    }

    /** What the department did last. */
    public Change change() {
        return endedOn == null ? Change.CREATED : Change.ENDED;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "HouseholdEntry[" + entryId + ", household " + householdNumber + ", relation " + relationCode + "]";
    }
}

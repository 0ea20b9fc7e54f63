package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import org.huzheng.event.Sex;
import org.huzheng.identity.ResidentIdentityNumber;
import org.jspecify.annotations.Nullable;

/**
 * One version of a birth as the medical authority certified it. The child's number may come with a later version.
 *
 * @param recordId id in the department's register
 * @param version version of the record, from 1
 * @param certificateNumber number of the birth certificate
 * @param childNumber identity number of the child, null until it has one
 * @param childName name of the child
 * @param childSex sex of the child
 * @param birthDate date of birth
 * @param mother mother
 * @param father father, null where not stated
 * @param regionCode place of birth, GB/T 2260
 * @param change what the department did
 * @param writtenAt when the department wrote this version
 */
public record BirthRecord(
        String recordId,
        int version,
        String certificateNumber,
        @Nullable ResidentIdentityNumber childNumber,
        String childName,
        Sex childSex,
        LocalDate birthDate,
        Named mother,
        @Nullable Named father,
        String regionCode,
        Change change,
        Instant writtenAt) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "BirthRecord[" + recordId + ", version " + version + "]";
    }
}

package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.medical.MedicalScheme;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.jspecify.annotations.Nullable;

/**
 * Enrolment in basic medical insurance.
 *
 * @param recordId id in the department's register
 * @param insured identity number of the insured
 * @param scheme scheme
 * @param status status
 * @param regionCode place of insurance, GB/T 2260
 * @param enrolledOn first day
 * @param endedOn last day, null while it lasts
 * @param change what the department did
 * @param writtenAt when the department wrote it
 */
public record MedicalCover(
        String recordId,
        ResidentIdentityNumber insured,
        MedicalScheme scheme,
        EnrolmentStatus status,
        String regionCode,
        LocalDate enrolledOn,
        @Nullable LocalDate endedOn,
        Change change,
        Instant writtenAt) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "MedicalCover[" + recordId + "]";
    }
}

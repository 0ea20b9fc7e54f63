package org.huzheng.deploy.population;

import java.time.Instant;
import java.time.LocalDate;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * Enrolment in one kind of social insurance.
 *
 * @param recordId id in the department's register
 * @param insured identity number of the insured
 * @param kind kind of insurance
 * @param status status
 * @param employer present employer, else the last one
 * @param enrolledOn first day
 * @param endedOn last day, null while it lasts
 * @param change what the department did
 * @param writtenAt when the department wrote it
 */
public record SocialEnrolment(
        String recordId,
        ResidentIdentityNumber insured,
        InsuranceKind kind,
        EnrolmentStatus status,
        Employer employer,
        LocalDate enrolledOn,
        @Nullable LocalDate endedOn,
        Change change,
        Instant writtenAt) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "SocialEnrolment[" + recordId + "]";
    }
}

package org.huzheng.deploy.population;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * One version of one month's contribution to one kind of insurance. Amounts are in yuan.
 *
 * @param recordId id in the department's register
 * @param version version of the record, from 1
 * @param insured identity number of the insured
 * @param kind kind of insurance
 * @param month month paid for
 * @param employer employer
 * @param base contribution base
 * @param personalAmount paid by the person, null where the kind has none
 * @param employerAmount paid by the employer
 * @param arrival whether it reached the fund
 * @param manner regular or supplementary
 * @param change what the department did
 * @param writtenAt when the department wrote this version
 */
public record Contribution(
        String recordId,
        int version,
        ResidentIdentityNumber insured,
        InsuranceKind kind,
        YearMonth month,
        Employer employer,
        BigDecimal base,
        @Nullable BigDecimal personalAmount,
        BigDecimal employerAmount,
        Arrival arrival,
        PaymentManner manner,
        Change change,
        Instant writtenAt) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "Contribution[" + recordId + ", version " + version + "]";
    }
}

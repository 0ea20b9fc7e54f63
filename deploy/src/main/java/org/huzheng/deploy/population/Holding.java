package org.huzheng.deploy.population;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One holder's share in one property unit.
 *
 * @param holdingId number of the holding, from 1
 * @param unitNumber unit number (不动产单元号), 28 characters
 * @param certificateNumber number of the property right certificate
 * @param holder identity number as the register has it: old registrations have 15 digits, some have a small x
 * @param shareNumerator numerator of the share
 * @param shareDenominator denominator of the share
 * @param regionCode place of the unit, GB/T 2260
 * @param registeredOn day of registration
 * @param cancelledOn day on which the right ended, null while it lasts
 */
public record Holding(
        long holdingId,
        String unitNumber,
        String certificateNumber,
        String holder,
        int shareNumerator,
        int shareDenominator,
        String regionCode,
        LocalDate registeredOn,
        @Nullable LocalDate cancelledOn) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "Holding[" + holdingId + "]";
    }
}

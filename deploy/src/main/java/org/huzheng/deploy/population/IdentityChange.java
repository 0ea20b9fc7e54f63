package org.huzheng.deploy.population;

import java.time.LocalDate;
import org.huzheng.identity.ResidentIdentityNumber;

/**
 * A person's identity number was changed.
 *
 * @param changeId number of the change, from 1
 * @param former number before
 * @param current number in force
 * @param changedOn day of the change
 */
public record IdentityChange(
        long changeId, ResidentIdentityNumber former, ResidentIdentityNumber current, LocalDate changedOn) {
    /** Names nobody. */
    @Override
    public String toString() {
        return "IdentityChange[" + changeId + "]";
    }
}

package org.huzheng.deploy.population;

/**
 * A correction the household department makes later: the mother an entry states was wrong.
 *
 * @param entryId entry that is wrong
 * @param child whose entry it is
 * @param motherBefore mother stated until then
 * @param motherAfter mother stated from then on
 * @param reason reason the department gives
 */
public record Correction(long entryId, Person child, Person motherBefore, Person motherAfter, String reason) {
    /** The correction that takes this one back. */
    public Correction undone() {
        return new Correction(entryId, child, /* motherBefore= */ motherAfter, /* motherAfter= */ motherBefore, reason);
    }
}

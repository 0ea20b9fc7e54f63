package org.huzheng.adapter.publish;

/**
 * What became of the rows, counted in the transactions that settled them. Every row is one of published, deduplicated and quarantined.
 *
 * @param rows rows read
 * @param published rows that became a new version of a record
 * @param deduplicated rows that said nothing new
 * @param quarantined rows refused
 * @param withdrawals withdrawals published besides: at a key a record no longer belongs to, and of records a snapshot no longer
 *     holds
 */
public record Totals(long rows, long published, long deduplicated, long quarantined, long withdrawals) {
    public Totals {
        if (rows != published + deduplicated + quarantined) {
            throw new IllegalArgumentException("totals: expected rows = published + deduplicated + quarantined, found "
                    + rows + " = " + published + " + " + deduplicated + " + " + quarantined);
        }
    }

    /** Nothing read yet. */
    public static Totals none() {
        return new Totals(0, 0, 0, 0, 0);
    }

    /** These and those. */
    public Totals plus(Totals more) {
        return new Totals(
                rows + more.rows,
                published + more.published,
                deduplicated + more.deduplicated,
                quarantined + more.quarantined,
                withdrawals + more.withdrawals);
    }
}

package org.huzheng.adapter.control;

import java.time.Instant;
import java.util.Objects;

/**
 * What an adapter says to an order.
 *
 * @param order id of the order
 * @param run run of the adapter
 * @param mapping digest of the mapping the adapter runs with
 * @param at when it was carried out
 * @param done whether nothing is left to do; while rows are settled part by part, the parts so far are answered
 * @param settlement of an order about the quarantine, what became of its rows; of one about the feed, nothing
 */
public record Answer(String order, String run, String mapping, Instant at, boolean done, Settlement settlement) {
    public Answer {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(mapping, "mapping");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(settlement, "settlement");
    }

    /**
     * What became of rows in quarantine.
     *
     * @param published rows that were published as a version of their record
     * @param superseded rows that say nothing any more: what they say, or something later, is published, or the record is gone
     * @param refused rows that were refused again and stay
     * @param unreadable rows that were never read as a row, so that no mapping can help them; they stay
     * @param dropped rows that were erased
     * @param more whether there are further rows of this selection, more than are settled at a time
     */
    public record Settlement(
            long published, long superseded, long refused, long unreadable, long dropped, boolean more) {
        /** Nothing. */
        public static Settlement none() {
            return new Settlement(0, 0, 0, 0, 0, false);
        }

        /** The rows that have left the quarantine: where an order is taken up again, the others are found again. */
        public Settlement left() {
            return new Settlement(published, superseded, 0, 0, dropped, false);
        }

        /** These and those. */
        public Settlement plus(Settlement other) {
            return new Settlement(
                    published + other.published,
                    superseded + other.superseded,
                    refused + other.refused,
                    unreadable + other.unreadable,
                    dropped + other.dropped,
                    more || other.more);
        }
    }
}

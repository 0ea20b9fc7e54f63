package org.huzheng.adapter.source;

import java.util.Objects;
import org.huzheng.adapter.validation.Rejection;

/** What became of one row once its batch is committed on the exchange. */
public sealed interface RowOutcome {
    /** The row became a new version of a record, or ended or annulled one. */
    record Published() implements RowOutcome {}

    /** The row said nothing new: its version, or what it says, is published already. */
    record Deduplicated() implements RowOutcome {}

    /**
     * The row was refused and lies in quarantine.
     *
     * @param rejection why
     */
    record Quarantined(Rejection rejection) implements RowOutcome {
        public Quarantined {
            Objects.requireNonNull(rejection, "rejection");
        }
    }
}

package org.huzheng.audit;

import java.util.List;
import org.huzheng.exchange.Locator;

/**
 * A stored decision that does not follow from the events.
 *
 * @param decision where the stored decision lies
 * @param decisionId its id, or what could be read of it
 * @param sides where the two sides part, at least one
 */
public record Difference(Locator decision, String decisionId, List<Side> sides) {
    public Difference {
        sides = List.copyOf(sides);
    }

    /**
     * One point at which the two sides part.
     *
     * @param where what is compared
     * @param recomputed what follows from the events
     * @param stored what is stored
     */
    public record Side(String where, String recomputed, String stored) {}
}

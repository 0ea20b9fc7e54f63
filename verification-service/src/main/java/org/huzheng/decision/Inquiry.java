package org.huzheng.decision;

import java.util.List;

/**
 * Whom to ask, and about what.
 *
 * @param personKey person whose own records are to be searched
 * @param searches what to search, at least one
 */
public record Inquiry(String personKey, List<Search> searches) {
    public Inquiry {
        searches = List.copyOf(searches);
        if (searches.isEmpty()) {
            throw new IllegalArgumentException("inquiry: expected at least one search, found none");
        }
    }
}

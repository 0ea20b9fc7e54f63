package org.huzheng.adapter.source.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows handed over lately, so that what looking back reads again and again is handed over once. Bounded: what falls out is handed over again,
 * and the exchange finds that it says nothing new.
 */
final class RecentRows {
    private static final int ROWS_MAX = 100_000;

    private final Map<String, String> contentByKey = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > ROWS_MAX;
        }
    };

    /** Whether a row was handed over as it stands; from now on it was. */
    boolean knew(PolledRow.Print print) {
        return print.content().equals(contentByKey.put(print.key(), print.content()));
    }
}

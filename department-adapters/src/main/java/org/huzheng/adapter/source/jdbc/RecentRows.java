package org.huzheng.adapter.source.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rows handed over lately, so that what looking back reads again and again is handed over once. Bounded: what falls out is handed over again,
 * and the exchange finds that it says nothing new.
 */
final class RecentRows {
    private static final int ROWS_MAX = 100_000;
    private static final int STORED_ROWS_MAX = 100;

    private final Map<String, String> contentByKey = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > ROWS_MAX;
        }
    };

    private Map<String, String> lastLook = new LinkedHashMap<>();
    private Map<String, String> thisLook = new LinkedHashMap<>();

    /** Goes on from what was stored. */
    void resume(Map<String, String> stored) {
        contentByKey.putAll(stored);
        thisLook.putAll(stored);
    }

    /** What is looked at from now on is another look: what the one before the last saw is not looked back at any more. */
    void beginLook() {
        lastLook = thisLook;
        thisLook = new LinkedHashMap<>();
    }

    /** Whether a row was handed over as it stands; from now on it was. */
    boolean knew(RowPrints.Print print) {
        if (thisLook.size() <= STORED_ROWS_MAX) {
            thisLook.put(print.key(), print.content());
        }
        return print.content().equals(contentByKey.put(print.key(), print.content()));
    }

    /**
     * What the next start would look back at, for the stored position; nothing where that is much: it is then handed over again.
     */
    Map<String, String> stored() {
        Map<String, String> rows = new LinkedHashMap<>(lastLook);
        rows.putAll(thisLook);
        return rows.size() > STORED_ROWS_MAX ? Map.of() : rows;
    }
}

package org.huzheng.app;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.huzheng.exchange.Locator;
import org.huzheng.topology.FoldProgress;

/**
 * Claims that this instance appended and whose partition's judging, here, has not come to them yet. The judging decides the first claim of an id. So a claim may be
 * answered beside it only where every claim before it is known: judged, or one of these.
 */
final class ClaimsUnderWay {
    private final Map<Integer, NavigableMap<Long, String>> byPartition = new HashMap<>();

    /**
     * Takes note of a claim, in the order claims are appended in.
     *
     * @param place where it lies
     * @param lastJudged offset of the last claim of its partition that was judged here, {@link FoldProgress#NO_CLAIM} where none was
     * @return whether every claim before it is known, and none of those under way has its id
     */
    synchronized boolean isFirst(String requestId, Locator place, long lastJudged) {
        if (lastJudged == FoldProgress.NO_CLAIM) {
            // not judged here, or nothing known yet of what was appended before
            byPartition.remove(place.getPartition());
            return false;
        }
        NavigableMap<Long, String> underWay =
                byPartition.computeIfAbsent(place.getPartition(), partition -> new TreeMap<>());
        underWay.headMap(lastJudged, true).clear();
        long between = Math.max(0, place.getOffset() - lastJudged - 1);
        boolean first = underWay.headMap(place.getOffset()).size() == between && !underWay.containsValue(requestId);
        if (place.getOffset() > lastJudged) {
            underWay.put(place.getOffset(), requestId);
        }
        return first;
    }
}

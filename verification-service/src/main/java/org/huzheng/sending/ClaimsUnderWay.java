package org.huzheng.sending;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.huzheng.exchange.Locator;
import org.huzheng.topology.FoldProgress;

/**
 * Claims that this instance appended and the judging has not come to yet. The judging decides the first claim of an id. So a claim may be answered beside it only where
 * every claim before it is known: judged, or one of these.
 */
final class ClaimsUnderWay {
    /** More are not kept in mind: the judging is far behind, and nobody is answered at once. */
    private static final int MOST = 2_000;

    private final Map<Integer, Run> byPartition = new HashMap<>();

    private record UnderWay(long offset, String requestId) {}

    /** Claims of this instance that lie in a partition one after the other. */
    private static final class Run {
        private final long begin;
        private final Deque<UnderWay> claims = new ArrayDeque<>();
        private final Set<String> ids = new HashSet<>();
        private long end;

        private Run(long begin) {
            this.begin = begin;
            end = begin;
        }

        private void forgetUntil(long offset) {
            while (!claims.isEmpty() && claims.peekFirst().offset() <= offset) {
                ids.remove(claims.removeFirst().requestId());
            }
        }

        /** Whether it goes on from the last judged, and its id is not under way. */
        private boolean add(long offset, String requestId, long lastJudged) {
            boolean isFirst = begin <= lastJudged + 1 && ids.add(requestId);
            claims.addLast(new UnderWay(offset, requestId));
            end = offset + 1;
            return isFirst;
        }
    }

    /**
     * Takes note of a claim, in the order they lie in their partition.
     *
     * @param place where it lies
     * @param lastJudged offset of the last claim of its partition that was judged here, {@link FoldProgress#NO_CLAIM} where none was
     * @return whether every claim before it is known, and none of those under way has its id; false also of one told of after a later one
     */
    synchronized boolean isFirst(String requestId, Locator place, long lastJudged) {
        int partition = place.getPartition();
        long offset = place.getOffset();
        if (lastJudged == FoldProgress.NO_CLAIM) {
            // not judged here, or nothing known yet of what was appended before
            byPartition.remove(partition);
            return false;
        }
        Run run = byPartition.get(partition);
        if (run != null && offset < run.end) {
            return false;
        }
        if (run == null || offset > run.end || run.claims.size() >= MOST) {
            run = new Run(offset);
            byPartition.put(partition, run);
        }
        run.forgetUntil(lastJudged);
        return run.add(offset, requestId, lastJudged);
    }
}

package org.huzheng.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.exchange.FeedWait;
import org.huzheng.exchange.PartialQuestion;
import org.jspecify.annotations.Nullable;

/**
 * Cases suspended because a feed is behind, each waiting for the mark that says it has caught up. They are linked from the last that began to wait
 * to the first: a mark costs one lookup where none waits, and wakes so many at most that it cannot hold up the fold; the rest wake at the
 * next mark.
 */
final class AwaitedFeeds {
    /** Marks come about every second, so ten thousand suspended cases are judged again within a minute. */
    static final int WOKEN_PER_MARK = 200;

    private final KeyValueStore<String, FeedWait> waits;

    AwaitedFeeds(KeyValueStore<String, FeedWait> waits) {
        this.waits = waits;
    }

    /** Notes that the case which asks waits for a feed; it waits once, however often it asks. */
    void await(String topic, PartialQuestion question) {
        String own = key(topic, question.getRequestId());
        if (waits.get(own) != null) {
            return;
        }
        FeedWait last = waits.get(topic);
        FeedWait wait = new FeedWait(
                question.getRequestId(), question.getReplyKey(), last == null ? null : last.getRequestId());
        waits.put(own, wait);
        waits.put(topic, wait);
    }

    /** Cases that have waited for this feed and wait no more; at most {@link #WOKEN_PER_MARK}. */
    List<FeedWait> wake(String topic) {
        FeedWait next = waits.get(topic);
        if (next == null) {
            return List.of();
        }
        List<FeedWait> woken = new ArrayList<>();
        while (next != null && woken.size() < WOKEN_PER_MARK) {
            woken.add(next);
            waits.delete(key(topic, next.getRequestId()));
            next = before(topic, next);
        }
        if (next == null) {
            waits.delete(topic);
        } else {
            waits.put(topic, next);
        }
        return woken;
    }

    private @Nullable FeedWait before(String topic, FeedWait wait) {
        return wait.getBefore() == null ? null : waits.get(key(topic, wait.getBefore()));
    }

    private static String key(String topic, String requestId) {
        return topic + " " + requestId;
    }
}

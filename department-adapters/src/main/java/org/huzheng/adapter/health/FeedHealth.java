package org.huzheng.adapter.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;

/**
 * How a department's feeds are at a moment.
 *
 * @param department whose feeds they are
 * @param feeds one for each record topic
 * @param causes why the adapter publishes nothing, or less than there is; empty where all is well
 */
public record FeedHealth(Department department, List<Feed> feeds, List<Cause> causes) {
    public FeedHealth {
        feeds = List.copyOf(feeds);
        causes = List.copyOf(causes);
    }

    /**
     * One record topic.
     *
     * @param topic its name
     * @param agreed how old its last mark may be before answers are STALE
     * @param markAge how old it is; empty if there is none
     */
    public record Feed(String topic, Duration agreed, Optional<Duration> markAge) {
        /** Whether answers that need it are STALE: a feed that was never complete is. */
        public boolean isStale() {
            return markAge.filter(age -> age.compareTo(agreed) <= 0).isEmpty();
        }
    }

    /**
     * A reason.
     *
     * @param since since when, as far as this process knows
     */
    public record Cause(Reason reason, Instant since) {}

    /**
     * The health at a moment.
     *
     * @param markAge how old the last marks are, if there are any
     */
    public static FeedHealth of(Department department, Optional<Duration> markAge, List<Cause> causes, Instant now) {
        List<Feed> feeds = new ArrayList<>();
        for (Topic topic : department.recordTopics()) {
            feeds.add(new Feed(topic.name(), topic.freshness().orElseThrow(), markAge));
        }
        List<Cause> all = new ArrayList<>(causes);
        if (all.isEmpty() && feeds.stream().anyMatch(Feed::isStale)) {
            all.add(new Cause(Reason.SOURCE_SILENT, now.minus(markAge.orElse(Duration.ZERO))));
        }
        return new FeedHealth(department, feeds, all);
    }

    /** Whether every feed is fresh and nothing stands in the way of its staying so. */
    public boolean isReady() {
        return feeds.stream().noneMatch(Feed::isStale)
                && causes.stream().noneMatch(cause -> cause.reason().isFailing());
    }
}

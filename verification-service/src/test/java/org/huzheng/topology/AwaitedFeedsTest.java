package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.exchange.FeedWait;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.junit.jupiter.api.Test;

/** What a feed mark costs, and whom it wakes. */
class AwaitedFeedsTest {
    private static final String FEED = "household.resident";

    private final Map<String, FeedWait> rows = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final AwaitedFeeds awaited = new AwaitedFeeds(store());

    @Test
    void shouldLookUpOnceWhereNothingWaits() {
        // Given
        awaited.await("medical.birth", question("r1"));
        calls.clear();

        // When
        List<FeedWait> woken = awaited.wake(FEED);

        // Then
        assertThat(woken).isEmpty();
        assertThat(calls).containsExactly("get");
    }

    @Test
    void shouldWakeSoManyAtMostAtOneMarkAndTheRestAtTheNext() {
        // Given
        int waiting = 2 * AwaitedFeeds.WOKEN_PER_MARK + 7;
        for (int i = 0; i < waiting; i++) {
            awaited.await(FEED, question("r" + i));
            awaited.await(FEED, question("r" + i / 2));
        }
        Set<String> woken = new HashSet<>();

        // When
        List<Integer> sizes = new ArrayList<>();
        for (int mark = 0; mark < 4; mark++) {
            List<FeedWait> now = awaited.wake(FEED);
            sizes.add(now.size());
            now.forEach(wait -> woken.add(wait.getRequestId()));
        }

        // Then
        assertThat(sizes).containsExactly(AwaitedFeeds.WOKEN_PER_MARK, AwaitedFeeds.WOKEN_PER_MARK, 7, 0);
        assertThat(woken).hasSize(waiting);
        assertThat(rows).isEmpty();
    }

    @Test
    void shouldLetACaseWaitAgainWhileOthersStillDo() {
        // Given
        for (int i = 0; i <= AwaitedFeeds.WOKEN_PER_MARK; i++) {
            awaited.await(FEED, question("r" + i));
        }
        String first = awaited.wake(FEED).get(0).getRequestId();

        // When
        awaited.await(FEED, question(first));

        // Then
        assertThat(awaited.wake(FEED)).extracting(FeedWait::getRequestId).containsExactly(first, "r0");
        assertThat(rows).isEmpty();
    }

    private static PartialQuestion question(String requestId) {
        return new PartialQuestion(
                requestId, 2, 1, "k1", "k2", List.of(), "a", "p", RequestForm.CERTIFICATE, Instant.EPOCH);
    }

    /** A store in memory that notes what it is asked. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, FeedWait> store() {
        return (KeyValueStore<String, FeedWait>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return switch (method.getName()) {
                        case "get" -> rows.get(arguments[0]);
                        case "put" -> rows.put((String) arguments[0], (FeedWait) arguments[1]);
                        case "delete" -> rows.remove(arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}

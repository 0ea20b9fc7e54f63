package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.huzheng.exchange.FeedWait;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.huzheng.wire.SingleObjectSerde;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed mark costs, and whom it wakes. */
class AwaitedFeedsTest {
    private static final String FEED = "household.resident";

    private final List<String> calls = new ArrayList<>();

    @AutoClose
    private final KeyValueStore<String, FeedWait> store;

    private final AwaitedFeeds awaited;

    AwaitedFeedsTest(@TempDir Path directory) {
        store = store(directory);
        awaited = new AwaitedFeeds(noting(store));
    }

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
        assertThat(rows()).isZero();
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
        assertThat(rows()).isZero();
    }

    private static PartialQuestion question(String requestId) {
        return new PartialQuestion(
                requestId, 2, 1, "k1", "k2", List.of(), "a", "p", RequestForm.CERTIFICATE, Instant.EPOCH, null);
    }

    private static KeyValueStore<String, FeedWait> store(Path directory) {
        KeyValueStore<String, FeedWait> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("awaited-feeds"),
                        Serdes.String(),
                        new SingleObjectSerde<>(FeedWait.class))
                .withLoggingDisabled()
                .build();
        StateStoreContext context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile())
                .getStateStoreContext();
        store.init(context, store);
        return store;
    }

    /** The store, noting what it is asked. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<String, FeedWait> noting(KeyValueStore<String, FeedWait> store) {
        return (KeyValueStore<String, FeedWait>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(store, arguments);
                });
    }

    private long rows() {
        return store.approximateNumEntries();
    }
}

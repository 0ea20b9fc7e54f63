package org.huzheng.adapter.source.nationalexchange;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;

/** The contract on an exchange that is asked page by page. */
class NationalExchangeContractTest extends SourceContract {
    @Override
    protected SourceSystem newSystem() throws IOException {
        return new ExchangeSystem(new ExchangeServer(PushCaller.freePort()));
    }

    private record ExchangeSystem(ExchangeServer server) implements SourceSystem {
        private static final PullPace PACE = new PullPace(
                Duration.ofMillis(50),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofHours(6),
                Duration.ZERO,
                Duration.ofSeconds(5),
                1,
                Duration.ofMillis(50));

        @Override
        public SourceSettings settings() {
            return server.settings(PACE, 2);
        }

        @Override
        public List<String> origins() {
            return List.of("rows");
        }

        @Override
        public void put(RegisterRow... rows) {
            for (RegisterRow row : rows) {
                server.put(row.id(), new HashMap<>(row.values()));
            }
        }

        @Override
        public void remove(String id) {
            // A row that is no more is not among those that were changed.
        }

        @Override
        public boolean showsRemovals() {
            return false;
        }

        @Override
        public void putUnreadable(String id) {
            server.put(id, Map.of("id", id, "name", Map.of("given", "甲")));
        }

        @Override
        public void stop() {
            server.stop();
        }

        @Override
        public void start() throws IOException {
            server.start();
        }

        @Override
        public String address() {
            return "127.0.0.1:" + server.port();
        }

        @Override
        public String traces() {
            return "an exchange keeps nothing of a reader";
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

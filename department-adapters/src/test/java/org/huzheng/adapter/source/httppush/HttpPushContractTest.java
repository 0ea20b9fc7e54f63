package org.huzheng.adapter.source.httppush;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a system that posts what it holds, in order, again and again until it is answered. */
class HttpPushContractTest extends SourceContract {
    @TempDir
    Path directory;

    @Override
    protected SourceSystem newSystem() throws IOException {
        return new PostingSystem(directory, PushCaller.freePort());
    }

    private static final class PostingSystem implements SourceSystem {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final int port;
        private final Path samples;
        private final PushCaller caller;
        private final Deque<String> outbox = new ArrayDeque<>();
        private final Map<String, ObjectNode> register = new LinkedHashMap<>();
        private final Thread sender = new Thread(this::send, "posting-system");
        private int version;
        private boolean stopped;
        private boolean closed;

        PostingSystem(Path samples, int port) {
            this.port = port;
            this.samples = samples;
            this.caller = new PushCaller(port);
            sender.start();
        }

        @Override
        public SourceSettings settings() {
            return PushCaller.settings(port, PushLimits.DEFAULT, Optional.empty(), Optional.of(samples));
        }

        @Override
        public List<String> origins() {
            return List.of("rows");
        }

        @Override
        public synchronized void put(RegisterRow... rows) throws IOException {
            var batch = JSON.createArrayNode();
            for (RegisterRow row : rows) {
                ObjectNode posted = JSON.createObjectNode().put("version", ++version);
                row.values().forEach(posted::put);
                batch.add(posted);
                register.put(row.id(), posted);
            }
            outbox.add(batch.toString());
            Files.writeString(
                    samples.resolve("rows.json"),
                    JSON.createArrayNode().addAll(register.values()).toString());
        }

        @Override
        public void remove(String id) {
            // A row that says so is a row like any other; a row that is no more is not posted.
        }

        @Override
        public boolean showsRemovals() {
            return false;
        }

        @Override
        public synchronized void putUnreadable(String id) {
            outbox.add("[{\"id\":\"" + id + "\",\"name\":{\"given\":\"甲\"},\"note\":null}]");
        }

        @Override
        public SourceVersion versionOf(SourceRow row) {
            return new SourceVersion(
                    0, Long.parseLong(Objects.requireNonNull(row.values().get("version"))));
        }

        @Override
        public boolean isReachedFor() {
            return false;
        }

        private synchronized Optional<String> next() {
            return Optional.ofNullable(outbox.peek());
        }

        private synchronized void sent() {
            outbox.remove();
        }

        private synchronized boolean isSending() {
            return !stopped;
        }

        private synchronized boolean isOpen() {
            return !closed;
        }

        private void send() {
            try {
                while (isOpen()) {
                    Instant before = Instant.now();
                    Optional<String> batch = next();
                    try {
                        if (isSending() && batch.isPresent()) {
                            if (caller.post("/v1/records/rows", batch.get()).statusCode() == 200) {
                                sent();
                            }
                        } else if (isSending()) {
                            caller.post("/v1/marks", "{\"committedBefore\":\"" + before + "\"}");
                            Thread.sleep(20);
                        } else {
                            Thread.sleep(20);
                        }
                    } catch (IOException e) {
                        // Nobody listens at the moment: what is not answered is sent again.
                        Thread.sleep(20);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public synchronized void stop() {
            stopped = true;
        }

        @Override
        public synchronized void start() {
            stopped = false;
        }

        @Override
        public String address() {
            return "127.0.0.1:" + port;
        }

        @Override
        public String traces() throws IOException {
            try (Stream<Path> files = Files.walk(samples)) {
                return files.sorted().map(Path::toString).collect(Collectors.joining("\n"));
            }
        }

        @Override
        public void close() throws InterruptedException {
            synchronized (this) {
                closed = true;
            }
            sender.interrupt();
            sender.join();
        }
    }
}

package org.huzheng.deploy.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Looks at what a stream thread does, over and over: a sampling profile that also sees time in native code (RocksDB) and waiting, which a profile of
 * running Java code leaves out. Looks are taken at safepoints, so shares are good to a few per cent.
 */
final class StreamThreadLooks implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(3);

    /** What a look may find; the first that fits counts. */
    enum Doing {
        /** The transaction: flush of what was sent, offsets, end. */
        COMMITTING("Committing", "TaskManager[.]commit|TaskExecutor[.]commit"),
        /** Avro and wire format, from bytes to an event. */
        DECODING("Decoding", "ReceivedDeserializer[.]deserialize"),
        /** What a store sends to its changelog. */
        CHANGELOG("Changelog", "ProcessorContextImpl[.]logChange|RecordCollectorImpl[.]send"),
        /** Writes of rows. */
        STORE_WRITES("StoreWrites", "RocksDBStore[.]put"),
        /** Reads of watches. */
        STORE_READS("StoreReads", "RocksDBStore[.]get"),
        /** Positions and marks, kept in a cache until the commit. */
        CACHED_STORES("CachedStores", "CachingKeyValueStore"),
        /** Which partition's record is next, asked of every partition before each record. */
        QUEUES("Queues", "PartitionGroup[.]readyToProcess"),
        /** The rest of the processors, and of metering around stores. */
        PROCESSING("Processing", "ProcessorNode[.]process|StreamTask[.]process"),
        /** Asking the broker for more, or waiting for it. */
        POLLING("Polling", "StreamThread[.]pollPhase|StreamThread[.]pollRequests"),
        /** Whatever else a stream thread does. */
        ELSEWHERE("Elsewhere", "");

        final String label;
        private final Pattern frames;

        Doing(String label, String frames) {
            this.label = label;
            this.frames = Pattern.compile(frames);
        }

        private boolean fits(String stack) {
            return frames.matcher(stack).find();
        }
    }

    private final Map<Doing, Long> looks = new EnumMap<>(Doing.class);
    private final Thread looking;
    private volatile boolean enough;

    private StreamThreadLooks(String applicationId) {
        looking = new Thread(() -> look(applicationId), "bench-looks");
        looking.setDaemon(true);
    }

    /** Begins to look at the stream thread of an application; what lies before its first event is starting up and is left out. */
    static StreamThreadLooks at(String applicationId) {
        StreamThreadLooks looks = new StreamThreadLooks(applicationId);
        looks.looking.start();
        return looks;
    }

    /** Stops looking. */
    @Override
    public void close() throws InterruptedException {
        enough = true;
        looking.join();
    }

    /** Notes, once looking has stopped, the share of each thing found, in per cent. */
    void note(String of, Findings findings) {
        long all = looks.values().stream().mapToLong(Long::longValue).sum();
        looks.forEach((doing, found) ->
                findings.count(of + doing.label + "Percent", Math.round(100.0 * found / Math.max(1, all))));
    }

    private void look(String applicationId) {
        Optional<Thread> thread = Optional.empty();
        while (!enough) {
            if (thread.isEmpty()) {
                thread = streamThread(applicationId);
            }
            thread.map(Thread::getStackTrace).map(StreamThreadLooks::doing).ifPresent(this::count);
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    private void count(Doing doing) {
        if (!looks.isEmpty() || doing == Doing.DECODING) {
            looks.merge(doing, 1L, Long::sum);
        }
    }

    private static Optional<Thread> streamThread(String applicationId) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(applicationId)
                        && thread.getName().contains("StreamThread"))
                .findFirst();
    }

    private static Doing doing(StackTraceElement[] stack) {
        StringBuilder frames = new StringBuilder();
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            frames.append(type.substring(type.lastIndexOf('.') + 1))
                    .append('.')
                    .append(frame.getMethodName())
                    .append('\n');
        }
        String text = frames.toString();
        return Arrays.stream(Doing.values())
                .filter(each -> each.fits(text))
                .findFirst()
                .orElseThrow();
    }
}

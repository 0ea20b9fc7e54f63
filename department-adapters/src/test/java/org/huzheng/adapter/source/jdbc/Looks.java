package org.huzheng.adapter.source.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceRow;

/** Reads a polled source, for tests. */
final class Looks {
    private Looks() {}

    /** Polls until so many looks are over, and collects the ids of what came; returns the last position. */
    static Optional<String> read(Source source, int looks, List<String> ids)
            throws SourceException, InterruptedException {
        Optional<String> position = Optional.empty();
        int over = 0;
        while (over < looks) {
            SourceBatch batch = source.poll(Duration.ofMillis(50));
            batch.items()
                    .forEach(item ->
                            ids.add(String.valueOf(((SourceRow) item).values().get("id"))));
            position = batch.position().isPresent() ? batch.position() : position;
            over += batch.committedBefore().isPresent() ? 1 : 0;
        }
        return position;
    }
}

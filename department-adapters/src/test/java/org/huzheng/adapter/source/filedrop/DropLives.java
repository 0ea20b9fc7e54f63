package org.huzheng.adapter.source.filedrop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.adapter.source.RowOutcome;
import org.huzheng.adapter.source.RowTally;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A drop directory read by one life of an adapter after another; the exchange is played by the test. */
abstract class DropLives {
    static final Duration POLL = Duration.ofMillis(1);
    static final String HEADER = "id,name\n";
    static final String PATTERN = "rows-*.csv";

    @TempDir
    Path directory;

    Path drop;
    Path archive;
    Completion completion = Completion.RENAMED;
    Optional<FullDumps> fullDumps = Optional.empty();
    Duration quietTime = Duration.ZERO;
    Silence silence = Silence.MEANS_NOTHING_HAPPENED;
    String mapping = "mapping";

    // What the exchange has stored.
    Optional<String> position = Optional.empty();
    RowTally settled = RowTally.none();

    @BeforeEach
    void makeDirectories() throws IOException {
        drop = Files.createDirectories(directory.resolve("drop"));
        archive = directory.resolve("archive");
    }

    FileDropSettings settings() {
        return new FileDropSettings(
                drop,
                archive,
                archive.resolve("refused"),
                new FileFormat.Csv(','),
                StandardCharsets.UTF_8,
                completion,
                fullDumps,
                UnpackLimits.DEFAULT,
                quietTime,
                Duration.ofMillis(1),
                silence);
    }

    SourceOpening opening(InstantSource clock) {
        return new SourceOpening(
                "test",
                List.of(PATTERN),
                position,
                Duration.ofSeconds(1),
                settled,
                new SourceOpening.Mapped(
                        mapping,
                        Map.of(PATTERN, List.of("id")),
                        Map.of(),
                        Map.of(PATTERN, Set.of("id", "name")),
                        "run-1"),
                false,
                clock);
    }

    Source open() throws SourceException {
        return settings().open(opening(InstantSource.system()));
    }

    void store(SourceBatch batch) {
        if (batch.position().isPresent()) {
            position = batch.position();
            settled = RowTally.of(outcomesOf(batch));
        }
    }

    static List<RowOutcome> outcomesOf(SourceBatch batch) {
        return batch.items().stream().map(DropLives::outcomeOf).toList();
    }

    static RowOutcome outcomeOf(SourceItem item) {
        return item instanceof UnreadableRow row
                ? new RowOutcome.Quarantined(row.rejection())
                : new RowOutcome.Published();
    }

    /** Reads until there is nothing left, as one life of an adapter. */
    List<SourceItem> read() throws Exception {
        try (Source source = open()) {
            return readOn(source);
        }
    }

    /** The same, as a part of a life. */
    List<SourceItem> readOn(Source source) throws Exception {
        List<SourceItem> items = new ArrayList<>();
        SourceBatch batch = source.poll(POLL);
        while (batch.committedBefore().isEmpty()) {
            items.addAll(batch.items());
            store(batch);
            source.committed(batch, outcomesOf(batch));
            batch = source.poll(POLL);
        }
        store(batch);
        source.committed(batch, List.of());
        return items;
    }

    Path drop(String name, String... rows) throws IOException {
        return Files.writeString(drop.resolve(name), HEADER + String.join("\n", rows) + "\n");
    }

    /** The same with a manifest that states up to when it says what happened; it is there before the file. */
    Path dropStated(String name, String committedBefore, String... rows) throws IOException {
        Path part = drop(name + ".part", rows);
        Files.writeString(
                drop.resolve(name + ".manifest"),
                "{\"rows\": " + rows.length + ", \"sha256\": \"" + FileDigest.of(part) + "\", \"committedBefore\": \""
                        + committedBefore + "\"}");
        return Files.move(part, drop.resolve(name));
    }

    static String[] rows(int from, int to) {
        String[] rows = new String[to - from];
        for (int row = from; row < to; row++) {
            rows[row - from] = row + ",n" + row;
        }
        return rows;
    }

    JsonNode receipt(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> receipts = files.filter(file -> file.toString().endsWith(".receipt.json"))
                    .sorted()
                    .toList();
            return new ObjectMapper().readTree(receipts.get(receipts.size() - 1).toFile());
        }
    }

    JsonNode refusal() throws IOException {
        return receipt(archive.resolve("refused"));
    }

    static List<String> idsOf(List<SourceItem> items) {
        return items.stream().map(item -> ((SourceRow) item).values().get("id")).toList();
    }
}

package org.huzheng.adapter.source.filedrop;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.testkit.RegisterRow;
import org.huzheng.adapter.testkit.SourceContract;
import org.huzheng.adapter.testkit.SourceSystem;
import org.junit.jupiter.api.io.TempDir;

/** The contract on CSV files in GB18030 that each hold what changed. */
class CsvFileDropContractTest extends SourceContract {
    @TempDir
    Path directory;

    @Override
    protected SourceSystem newSystem() throws IOException {
        return new DropSystem(Files.createDirectories(directory.resolve("drop")), directory.resolve("archive"));
    }

    private static final class DropSystem implements SourceSystem {
        private static final Charset ENCODING = Charset.forName("GB18030");

        private final Path drop;
        private final Path archive;
        private final Path away;
        private int files;

        DropSystem(Path drop, Path archive) {
            this.drop = drop;
            this.archive = archive;
            this.away = drop.resolveSibling("drop-that-is-away");
        }

        @Override
        public SourceSettings settings() {
            return new FileDropSettings(drop, archive, ENCODING, ',', Duration.ofMillis(20));
        }

        @Override
        public List<String> origins() {
            return List.of("rows-*.csv");
        }

        @Override
        public void put(RegisterRow... rows) throws IOException {
            drop(Arrays.stream(rows)
                    .map(row -> row.values().values().stream()
                            .map(value ->
                                    "\"" + Objects.requireNonNullElse(value, "").replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n", "id,name,note\n", "\n"))
                    .getBytes(ENCODING));
        }

        @Override
        public void remove(String id) {
            // A file of changes has no way to say so.
        }

        @Override
        public boolean showsRemovals() {
            return false;
        }

        @Override
        public void putUnreadable(String id) throws IOException {
            byte[] row = ("id,name,note\n" + id + ",??,\n").getBytes(ENCODING);
            row[row.length - 4] = (byte) 0xFF;
            drop(row);
        }

        private void drop(byte[] content) throws IOException {
            String name = String.format("rows-%06d.csv", ++files);
            Path part = Files.write(drop.resolve(name + ".part"), content);
            Files.move(part, drop.resolve(name));
        }

        @Override
        public boolean tellsNullFromEmpty() {
            return false;
        }

        @Override
        public void stop() throws IOException {
            Files.move(drop, away);
        }

        @Override
        public void start() throws IOException {
            Files.move(away, drop);
        }

        @Override
        public String address() {
            return drop.toString();
        }

        @Override
        public String traces() throws IOException {
            try (Stream<Path> files = Files.walk(drop.getParent())) {
                return files.sorted().map(Path::toString).collect(Collectors.joining("\n"));
            }
        }

        @Override
        public void close() {}
    }
}

package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.CompactionStyle;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** On RocksDB itself, as Streams opens it. */
class MergedDossiersTest {
    private static final int FILES = 3;

    @TempDir
    private Path directory;

    private final MergedDossiers setter = new MergedDossiers();
    private final Options options =
            new Options().setCreateIfMissing(true).setCompactionStyle(CompactionStyle.UNIVERSAL);

    @AfterEach
    void close() {
        options.close();
    }

    @Test
    void shouldMergeWhatHasBecomeAsOld() throws RocksDBException {
        // Given
        write(Stores.DOSSIERS, 1_000_000);

        // When
        setter.setConfig(Stores.DOSSIERS, options, Map.of(MergedDossiers.PERIOD_SECONDS, 2L));

        // Then
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        try (RocksDB database = RocksDB.open(options, directory.toString())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> database.getLiveFilesMetaData().size() == 1);
        }
    }

    @Test
    void shouldLeaveAloneWhatIsNotAsOld() throws RocksDBException {
        // Given
        write(Stores.DOSSIERS, 1_000_000);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

        // When
        setter.setConfig(Stores.DOSSIERS, options, Map.of(MergedDossiers.PERIOD_SECONDS, 1_000_000L));

        // Then
        try (RocksDB database = RocksDB.open(options, directory.toString())) {
            await().during(Duration.ofSeconds(1))
                    .until(() -> database.getLiveFilesMetaData().size() == FILES);
        }
    }

    @Test
    void shouldLeaveOtherStoresAsStreamsHasThem() throws RocksDBException {
        // Given
        long before = options.periodicCompactionSeconds();

        // When
        setter.setConfig(Stores.WATCHES, options, Map.of(MergedDossiers.PERIOD_SECONDS, 2L));

        // Then
        assertThat(options.periodicCompactionSeconds()).isEqualTo(before);
    }

    private void write(String store, long periodSeconds) throws RocksDBException {
        setter.setConfig(store, options, Map.of(MergedDossiers.PERIOD_SECONDS, periodSeconds));
        try (RocksDB database = RocksDB.open(options, directory.toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            for (int file = 0; file < FILES; file++) {
                database.put(bytes("person" + file), bytes("month" + file));
                database.flush(flush);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

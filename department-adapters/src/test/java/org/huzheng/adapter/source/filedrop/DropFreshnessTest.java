package org.huzheng.adapter.source.filedrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up to when a drop directory is known, as its files say. */
class DropFreshnessTest extends DropLives {
    /** What is said at last of how far the source is, once there is nothing to read any more. */
    private Optional<Instant> knownAfterReading(Source source) throws Exception {
        Optional<Instant> known = Optional.empty();
        int quiet = 0;
        while (quiet < 3) {
            SourceBatch batch = source.poll(POLL);
            store(batch);
            source.committed(batch, outcomesOf(batch));
            known = batch.committedBefore();
            quiet = batch.items().isEmpty() ? quiet + 1 : 0;
        }
        return known;
    }

    private Path completedAt(Instant time, Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void shouldNotSayThatAnythingIsKnownWhileNoFileEverCame() throws Exception {
        // Given
        silence = Silence.TELLS_NOTHING;

        // When / Then
        try (Source source = open()) {
            assertThat(knownAfterReading(source)).isEmpty();
        }
    }

    @Test
    void shouldKnowTheRegisterUpToItsLastFileHoweverLongNoneComes() throws Exception {
        // Given
        silence = Silence.TELLS_NOTHING;
        Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofHours(1));
        completedAt(first, drop("rows-1.csv", "1,a"));

        // When
        Optional<Instant> known;
        Optional<Instant> knownAgain;
        Optional<Instant> knownLater;
        try (Source source = open()) {
            known = knownAfterReading(source);
        }
        try (Source source = open()) {
            knownAgain = knownAfterReading(source);
            // A file without rows says that nothing happened.
            completedAt(second, Files.writeString(drop.resolve("rows-2.csv"), HEADER));
            knownLater = knownAfterReading(source);
        }

        // Then: also after a restart
        assertThat(known).contains(first);
        assertThat(knownAgain).contains(first);
        assertThat(knownLater).contains(second);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKnowTheRegisterUpToTheLastTimeItSaidTheSame(boolean whileStopped) throws Exception {
        // Given: a file of one name, in which nothing changed
        silence = Silence.TELLS_NOTHING;
        Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofHours(1));
        completedAt(first, drop("rows-1.csv", "1,a"));
        Optional<Instant> known;
        try (Source source = open()) {
            knownAfterReading(source);

            // When
            if (!whileStopped) {
                completedAt(second, drop("rows-1.csv", "1,a"));
                knownAfterReading(source);
            }
        }
        if (whileStopped) {
            completedAt(second, drop("rows-1.csv", "1,a"));
        }
        try (Source source = open()) {
            known = knownAfterReading(source);
        }

        // Then
        assertThat(known).contains(second);
    }

    @Test
    void shouldKnowTheRegisterUpToTheTimeItsManifestStates() throws Exception {
        // Given: an export that takes an hour, and one whose clock is ahead
        silence = Silence.TELLS_NOTHING;
        completion = Completion.SHA256;
        Path file = drop("rows-1.csv", "1,a");
        Files.writeString(
                drop.resolve("rows-1.csv.sha256"),
                FileDigest.of(file) + "  rows-1.csv\n# rows 1\n# committedBefore 2024-05-31T18:00:00+08:00\n");

        // When
        Optional<Instant> stated;
        Optional<Instant> ahead;
        try (Source source = open()) {
            stated = knownAfterReading(source);
            Path next = completedAt(Instant.now().plus(Duration.ofDays(1)), drop("rows-2.csv", "2,b"));
            Files.writeString(drop.resolve("rows-2.csv.sha256"), FileDigest.of(next) + "  rows-2.csv\n# rows 1\n");
            ahead = knownAfterReading(source);
        }

        // Then
        assertThat(stated).contains(Instant.parse("2024-05-31T10:00:00Z"));
        assertThat(ahead.orElseThrow()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }
}

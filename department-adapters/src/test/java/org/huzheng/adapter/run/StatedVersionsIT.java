package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Replay;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.quarantine.Selection;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.RowSize;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a source without positions whose register states versions, as callers post them in whatever order; and rows too large for a message. */
class StatedVersionsIT {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    private static final String SEALED = "9";

    @TempDir
    static Path directory;

    private Mapping mapping;
    private ExchangeSession session;

    @BeforeEach
    void openSession() throws Exception {
        AdapterConfiguration configuration =
                Departments.configuration(Department.HOUSEHOLD, directory, Map.of(), EXCHANGE);
        mapping = mapping("\"0\": ALIVE");
        session = ExchangeSession.open(mapping, Mappings.KEYS, "run", configuration.exchange(), directory);
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    /** A mapping of rows that state a version and are no records once they are sealed. */
    private static Mapping mapping(String alive) throws Exception {
        return MappingReader.read(
                "mapping.yaml",
                Mappings.text("base.yaml")
                        .replace(
                                "    recordId: entry_id\n",
                                "    recordId: entry_id\n    version: entry_version\n"
                                        + "    when: \"row['change_kind'] != '" + SEALED + "'\"\n")
                        .replace("\"0\": ALIVE", alive),
                Mappings.NO_REFERENCES,
                Catalogue.JUDGED);
    }

    private static SourceRow posted(int entry, int version, String kind) {
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("entry_id", String.valueOf(entry));
        values.put("entry_version", String.valueOf(version));
        values.put("change_kind", kind);
        return row(values);
    }

    private static SourceRow row(Map<String, @Nullable String> values) {
        return new SourceRow(
                "household.resident", "posted", Operation.INSERT, new SourceVersion(0, 0), Instant.now(), values);
    }

    private Totals publish(Mapping under, SourceRow... rows) {
        return GivenRows.publish(session, under, Optional.empty(), rows);
    }

    private List<QuarantineEntry> entries(int entry) {
        QuarantineReader quarantine = session.quarantine().reader();
        return quarantine
                .read(quarantine.find(Selection.all(), quarantine.end(), 100).offsets())
                .stream()
                .filter(found ->
                        String.valueOf(entry).equals(found.rejected().getRow().get("entry_id")))
                .toList();
    }

    /** Once there are so many: the broker shows what is committed a moment after it says so. */
    private List<QuarantineEntry> awaitEntries(int entry, int count) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> entries(entry), found -> found.size() == count);
    }

    private static List<ChangeType> changesOf(String record) throws Exception {
        return Published.in(
                        Topics.HOUSEHOLD_RESIDENT,
                        EXCHANGE.clientConfig(Department.HOUSEHOLD.code()),
                        EXCHANGE.registryUrl())
                .events()
                .stream()
                .filter(event -> event.header().getRecordId().equals(record))
                .map(event -> event.header().getChangeType())
                .toList();
    }

    @Test
    void shouldLetARowGoThatIsStillRefusedOnceALaterVersionIsPublished() throws Exception {
        // Given
        Mapping broken = mapping("\"8\": ALIVE");
        publish(broken, posted(77, 1, "1"));
        List<QuarantineEntry> refused = awaitEntries(77, 1);
        publish(mapping, posted(77, 1, "1"));
        Replay.Outcome sameVersion = Replays.of(session, broken, refused);
        publish(mapping, posted(77, 2, "3"));

        // When
        Replay.Outcome laterVersion = Replays.of(session, broken, refused);

        // Then: of one version nobody can say by its number which of two rows is the later
        assertThat(sameVersion).isEqualTo(new Replay.Outcome(0, 0, 1, 0));
        assertThat(laterVersion).isEqualTo(new Replay.Outcome(0, 1, 0, 0));
    }

    @Test
    void shouldNotLetAnOlderVersionThatIsNoRecordWithdrawANewerOne() throws Exception {
        // Given
        publish(mapping, posted(1, 2, "1"));

        // When: the version before it, in which it was none, is posted again, and itself too
        Totals again = publish(mapping, posted(1, 1, SEALED), posted(1, 2, "1"));

        // Then
        assertThat(again).isEqualTo(new Totals(2, 0, 2, 0, 0));
        assertThat(changesOf("1")).containsExactly(ChangeType.CREATED);

        // When: a newer version is none
        publish(mapping, posted(1, 3, SEALED), posted(1, 2, "1"));

        // Then
        assertThat(changesOf("1")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);

        // When: it comes back
        publish(mapping, posted(1, 4, "1"));

        // Then
        assertThat(changesOf("1")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED, ChangeType.REINSTATED);
    }

    @Test
    void shouldNotBringBackWhatWasSealedWhenAnOlderVersionIsPostedOnceMore() throws Exception {
        // Given: a version published, the next one refused, and the record sealed
        SourceRow first = posted(9, 1, "1");
        publish(mapping, first);
        publish(mapping("\"8\": ALIVE"), renamed(9, 2));
        publish(mapping, posted(9, 3, SEALED));

        // When: the first comes late, once more
        publish(mapping, first);
        Replay.Outcome replayed = Replays.of(session, mapping, awaitEntries(9, 1));

        // Then
        assertThat(replayed).isEqualTo(new Replay.Outcome(0, 1, 0, 0));
        assertThat(changesOf("9")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
    }

    private static SourceRow renamed(int entry, int version) {
        Map<String, @Nullable String> values =
                new LinkedHashMap<>(posted(entry, version, "1").values());
        values.put("name", "改名");
        return row(values);
    }

    @Test
    void shouldNotBringBackWhatWasSealedWhileItLayInQuarantine() throws Exception {
        // Given: a version that is refused, the next one sealed, and of another record a later one that is refused
        Mapping broken = mapping("\"8\": ALIVE");
        publish(broken, posted(2, 1, "1"), posted(3, 1, SEALED));
        publish(broken, posted(2, 2, SEALED), posted(3, 2, "1"));

        // When
        Replay.Outcome sealed = Replays.of(session, mapping, awaitEntries(2, 1));
        Replay.Outcome opened = Replays.of(session, mapping, awaitEntries(3, 1));

        // Then
        assertThat(sealed).isEqualTo(new Replay.Outcome(0, 1, 0, 0));
        assertThat(opened).isEqualTo(new Replay.Outcome(1, 0, 0, 0));
        assertThat(changesOf("2")).isEmpty();
        assertThat(changesOf("3")).containsExactly(ChangeType.CREATED);
    }

    @Test
    void shouldGoOnBehindARowTooLargeForTheBrokers() throws Exception {
        // Given: a photograph that is not mapped, one that is, and a row that is refused for something else
        String large = "某".repeat(4 * RowSize.LARGEST);
        SourceRow unmapped = posted(4, 1, "1");
        unmapped = with(unmapped, "photograph", large);
        SourceRow mapped = with(posted(5, 1, "1"), "name", large);
        SourceRow refused = with(with(posted(6, 1, "1"), "photograph", large), "sex", "7");

        // When
        Totals totals = publish(mapping, unmapped, mapped, refused, posted(7, 1, "1"));

        // Then
        assertThat(totals).isEqualTo(new Totals(4, 2, 0, 2, 0));
        assertThat(changesOf("4")).containsExactly(ChangeType.CREATED);
        assertThat(changesOf("7")).containsExactly(ChangeType.CREATED);
        QuarantineEntry entry = awaitEntries(6, 1).get(0);
        assertThat(entry.rejected().getRow()).containsEntry("sex", "7").doesNotContainKey("photograph");
        assertThat(Replays.of(session, mapping, List.of(entry))).isEqualTo(new Replay.Outcome(0, 0, 0, 1));
    }

    private static SourceRow with(SourceRow row, String column, String value) {
        Map<String, @Nullable String> values = new java.util.LinkedHashMap<>(row.values());
        values.put(column, value);
        return row(values);
    }

    @Test
    void shouldTellWhatWasRefusedAnewSinceAnOrderLooked() throws Exception {
        // Given
        Mapping broken = mapping("\"8\": ALIVE");
        SourceRow row = posted(8, 1, "1");
        publish(broken, row);
        QuarantineEntry entry = awaitEntries(8, 1).get(0);
        QuarantineReader quarantine = session.quarantine().reader();
        QuarantineReader.Found found = quarantine.find(Selection.all(), quarantine.end(), 100);

        // When: the same row is refused again
        publish(broken, row);

        // Then
        Set<String> since = await().atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> quarantine.keysStored(found.end(), quarantine.end()), keys -> !keys.isEmpty());
        assertThat(since).containsExactly(entry.key());
    }
}

package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.MappingReader;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Replay;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.adapter.quarantine.QuarantineReader;
import org.huzheng.adapter.quarantine.Selection;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Catalogue;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

// Over 300 lines: each way in which a row may be superseded needs rows, a session and a replay of its own.
/** Refused rows of a log, taken through a mended mapping after the log or a snapshot has gone on without them; and rows that are erased. */
class SupersededRowsIT {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    private static final int SNAPSHOT = 1;
    private static final int STREAM = 2;
    private static final int NEXT_SNAPSHOT = 3;
    private static final int LAST_STREAM = 5;

    @TempDir
    Path directory;

    private static SourceRow row(int entry, Operation operation, int epoch, long position) {
        return row(entry, operation, epoch, position, "0");
    }

    private static SourceRow row(int entry, Operation operation, int epoch, long position, String lifeStatus) {
        Map<String, @Nullable String> values = Mappings.resident();
        values.put("life_status", lifeStatus);
        String number = HouseholdRegister.number(entry);
        values.put("entry_id", String.valueOf(entry));
        values.put("id_number", number);
        values.put(
                "birth_date",
                number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14));
        return new SourceRow(
                "household.resident",
                "position " + position,
                operation,
                new SourceVersion(epoch, position),
                Instant.now(),
                values);
    }

    private ExchangeSession open(Mapping mapping, String run) throws Exception {
        AdapterConfiguration configuration =
                Departments.configuration(Department.HOUSEHOLD, directory, Map.of(), EXCHANGE);
        return ExchangeSession.open(mapping, Mappings.KEYS, run, configuration.exchange(), directory);
    }

    /** The household mapping, with other codes. In registers as small as these one record is much of it. */
    private static Mapping mapping(String codes, String others) throws Exception {
        return MappingReader.read(
                "mapping.yaml",
                Mappings.text("base.yaml")
                        .replace(codes, others)
                        .replace("records:", "  disappearedPercentMax: 100\nrecords:"),
                Mappings.NO_REFERENCES,
                Catalogue.JUDGED);
    }

    private static List<QuarantineEntry> entries(ExchangeSession session) {
        QuarantineReader quarantine = session.quarantine().reader();
        return quarantine.read(
                quarantine.find(Selection.all(), quarantine.end(), 100).offsets());
    }

    /** Once there are so many: the broker shows what is committed a moment after it says so. */
    private static List<QuarantineEntry> entries(ExchangeSession session, int count) {
        // The session's consumer belongs to this thread.
        return await().atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(() -> entries(session), found -> found.size() == count);
    }

    @Test
    void shouldKnowWhatTheLogAndTheSnapshotsWentOnWithout() throws Exception {
        // Given: four residents a mapping refuses, of whom one is deleted and one is no longer in the next snapshot,
        // and one is refused in it again
        Mapping mended = mapping("\"0\": ALIVE", "\"0\": ALIVE");
        Mapping broken = mapping("\"0\": ALIVE", "\"9\": ALIVE");
        try (ExchangeSession session = open(broken, "first")) {
            GivenRows.publish(
                    session,
                    broken,
                    Optional.of(new SourceBatch.Snapshot(Optional.of(new SourceVersion(SNAPSHOT, 100)))),
                    row(1, Operation.READ, SNAPSHOT, 100),
                    row(2, Operation.READ, SNAPSHOT, 100),
                    row(3, Operation.READ, SNAPSHOT, 100));
            GivenRows.publish(session, broken, Optional.empty(), row(1, Operation.DELETE, STREAM, 110));
            GivenRows.publish(session, broken, Optional.empty(), row(4, Operation.INSERT, STREAM, 120));
            entries(session, 4);
        }

        try (ExchangeSession session = open(mended, "second")) {
            // When: the deleted one alone
            Replay.Outcome deleted = Replays.of(session, mended, entriesOf(session, "1"));

            // Then
            assertThat(deleted).isEqualTo(new Replay.Outcome(0, 1, 0, 0));

            entries(session, 3);

            // When: the next snapshot holds the third and the fourth only, and all are replayed
            GivenRows.publish(
                    session,
                    broken,
                    Optional.of(new SourceBatch.Snapshot(Optional.of(new SourceVersion(NEXT_SNAPSHOT, 200)))),
                    row(3, Operation.READ, NEXT_SNAPSHOT, 200),
                    row(4, Operation.READ, NEXT_SNAPSHOT, 200));
            Replay.Outcome rest = Replays.of(session, mended, entries(session, 4));

            // Then: of the fourth there are two entries, of which the inserted row is the older
            assertThat(rest).isEqualTo(new Replay.Outcome(2, 2, 0, 0));
            entries(session, 0);
        }
        Published residents = Published.in(
                Topics.HOUSEHOLD_RESIDENT, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
        assertThat(residents.events())
                .extracting(event -> event.header().getRecordId())
                .filteredOn(List.of("1", "2", "3", "4")::contains)
                .containsExactlyInAnyOrder("3", "4");
    }

    @Test
    void shouldNotTurnARecordBackThatIsAgainWhatItWasBeforeARowWasRefused() throws Exception {
        // Given: two people alive, whose deaths a mapping refuses; of one the register takes the death back
        Mapping mended = Mappings.household();
        Mapping broken = mapping("\"1\": DECEASED", "\"7\": DECEASED");
        try (ExchangeSession session = open(broken, "fifth")) {
            GivenRows.publish(
                    session,
                    broken,
                    Optional.empty(),
                    row(7, Operation.INSERT, LAST_STREAM, 500),
                    row(8, Operation.INSERT, LAST_STREAM, 500));
            GivenRows.publish(
                    session,
                    broken,
                    Optional.empty(),
                    row(7, Operation.UPDATE, LAST_STREAM, 510, "1"),
                    row(8, Operation.UPDATE, LAST_STREAM, 510, "1"));
        }
        try (ExchangeSession session = open(broken, "sixth")) {
            GivenRows.publish(session, broken, Optional.empty(), row(7, Operation.UPDATE, LAST_STREAM, 520));
            entries(session, 2);
        }

        // When
        Replay.Outcome replayed;
        try (ExchangeSession session = open(mended, "seventh")) {
            replayed = Replays.of(session, mended, entries(session, 2));
        }

        // Then
        assertThat(replayed).isEqualTo(new Replay.Outcome(1, 1, 0, 0));
        Published residents = Published.in(
                Topics.HOUSEHOLD_RESIDENT, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
        assertThat(residents.eventsOf("7")).hasSize(1);
        assertThat(residents.eventsOf("8")).hasSize(2);
    }

    @Test
    void shouldNotTurnARecordBackThatAReplayFoundToBeWhatItWas() throws Exception {
        // Given: alive, then dead and alive again in rows that are both refused
        Mapping mended = Mappings.household();
        Mapping broken = mapping("{\"0\": ALIVE, \"1\"", "{\"8\": ALIVE, \"7\"");
        try (ExchangeSession session = open(mended, "eighth")) {
            GivenRows.publish(session, mended, Optional.empty(), row(9, Operation.INSERT, LAST_STREAM, 600));
            GivenRows.publish(
                    session,
                    broken,
                    Optional.empty(),
                    row(9, Operation.UPDATE, LAST_STREAM, 610, "1"),
                    row(9, Operation.UPDATE, LAST_STREAM, 620));
            Map<Boolean, List<QuarantineEntry>> dead = entries(session, 2).stream()
                    .collect(Collectors.partitioningBy(
                            entry -> "1".equals(entry.rejected().getRow().get("life_status"))));

            // When
            Replay.Outcome alive = Replays.of(session, mended, dead.get(false));
            Replay.Outcome rest = Replays.of(session, mended, dead.get(true));

            // Then
            assertThat(alive).isEqualTo(new Replay.Outcome(0, 1, 0, 0));
            assertThat(rest).isEqualTo(new Replay.Outcome(0, 1, 0, 0));
        }
    }

    @Test
    void shouldLetARowGoThatIsStillRefusedOnceALaterOneOfItsRecordIsPublished() throws Exception {
        // Given: two rows a mapping refuses, of which one comes corrected
        Mapping broken = mapping("\"1\": DECEASED", "\"7\": DECEASED");
        try (ExchangeSession session = open(broken, "ninth")) {
            GivenRows.publish(
                    session,
                    broken,
                    Optional.empty(),
                    row(10, Operation.INSERT, LAST_STREAM, 700, "1"),
                    row(11, Operation.INSERT, LAST_STREAM, 700, "1"));
            List<QuarantineEntry> refused = entries(session, 2);
            Replay.Outcome before = Replays.of(session, broken, refused);
            GivenRows.publish(session, broken, Optional.empty(), row(10, Operation.UPDATE, LAST_STREAM, 710));

            // When: the mapping still refuses both
            Replay.Outcome after = Replays.of(session, broken, entries(session, 2));

            // Then
            assertThat(before).isEqualTo(new Replay.Outcome(0, 0, 2, 0));
            assertThat(after).isEqualTo(new Replay.Outcome(0, 1, 1, 0));
            session.quarantine().erase(List.of(entries(session, 1).get(0).key()), List.of());
            entries(session, 0);
        }
    }

    @Test
    void shouldFindWhatHasBeenKeptLongEnough() throws Exception {
        // Given
        Mapping broken = mapping("\"0\": ALIVE", "\"9\": ALIVE");
        try (ExchangeSession session = open(broken, "third")) {
            Instant before = Instant.now().minusSeconds(1);
            GivenRows.publish(session, broken, Optional.empty(), row(5, Operation.INSERT, 5, 300));
            QuarantineReader quarantine = session.quarantine().reader();
            entries(session, 1);

            // When
            Set<String> old = quarantine.storedBefore(before, 100);
            Set<String> all = quarantine.storedBefore(Instant.now().plusSeconds(1), 100);
            session.quarantine().erase(all, List.of());

            // Then
            assertThat(old).isEmpty();
            assertThat(all).hasSize(1);
            entries(session, 0);
        }
    }

    @Test
    void shouldLeaveNothingOfAnErasedRowInTheBrokersLog() throws Exception {
        // Given: a topic that is compacted within milliseconds instead of days
        compactAtOnce(Topics.quarantineOf(Department.HOUSEHOLD));
        Mapping broken = mapping("\"0\": ALIVE", "\"9\": ALIVE");
        try (ExchangeSession session = open(broken, "fourth")) {
            GivenRows.publish(session, broken, Optional.empty(), row(6, Operation.INSERT, 6, 400));
            QuarantineEntry entry = entries(session, 1).get(0);

            // When: it is erased, and the daily record follows
            session.quarantine().erase(List.of(entry.key()), List.of());
            Thread.sleep(50);
            session.quarantine().erase(List.of("sweep"), List.of());

            // Then
            await("the broker's compaction")
                    .atMost(Duration.ofSeconds(90))
                    .pollInSameThread()
                    .until(() -> session.quarantine()
                            .reader()
                            .read(List.of(entry.offset()))
                            .isEmpty());
        }
    }

    private static void compactAtOnce(Topic topic) throws Exception {
        List<AlterConfigOp> settings = Map.of("segment.ms", "10", "max.compaction.lag.ms", "10").entrySet().stream()
                .map(setting -> new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(EXCHANGE.adminConfig())) {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), settings))
                    .all()
                    .get();
        }
    }

    private static List<QuarantineEntry> entriesOf(ExchangeSession session, String record) {
        return entries(session).stream()
                .filter(entry -> record.equals(entry.rejected().getRow().get("entry_id")))
                .toList();
    }
}

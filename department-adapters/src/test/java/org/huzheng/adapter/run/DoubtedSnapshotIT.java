package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a doubt ends, and how it does not: snapshots after one that lacked too much. */
class DoubtedSnapshotIT {
    private static final String LINKS = """
              - from: household.identity_change
                to: org.huzheng.household.IdentityLink
                key: {allOf: [former_id_number, current_id_number]}
                recordId: change_id
                validFrom: changed_on
                recordedAt: updated_at
                fields:
                  kind: {column: kind, codes: {C: CHANGED}}
                  formerKey: {column: former_id_number, as: personKey}
                  currentKey: {column: current_id_number, as: personKey}
            """;

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    /** Grows from snapshot to snapshot, over all tests: they share their topics. */
    private static long lsn;

    @TempDir
    Path directory;

    private static Mapping mapping(int disappearedPercentMax) throws Exception {
        return Mappings.household(disappearedPercentMax, LINKS);
    }

    private ExchangeSession open(Mapping mapping) throws Exception {
        return ExchangeSession.open(
                mapping,
                Mappings.KEYS,
                "run",
                Departments.configuration(Department.HOUSEHOLD, directory, Map.of(), EXCHANGE)
                        .exchange(),
                directory);
    }

    /** A snapshot of these rows in a life of its own, which ends after the last of them is published; whether the source is in doubt after it. */
    private boolean snapshot(Mapping mapping, SourceRow... rows) throws Exception {
        try (ExchangeSession session = open(mapping)) {
            GivenRows.publish(session, mapping, Optional.of(new SourceBatch.Snapshot(Optional.empty())), rows);
            GivenRows.publish(
                    session, mapping, Optional.of(new SourceBatch.Snapshot(Optional.of(new SourceVersion(0, lsn++)))));
        }
        return isDoubted(mapping);
    }

    private boolean isDoubted(Mapping mapping) throws Exception {
        try (ExchangeSession session = open(mapping)) {
            return session.isSourceDoubted();
        }
    }

    private void assertRefused(Mapping mapping, String found, SourceRow... rows) throws Exception {
        assertThatThrownBy(() -> snapshot(mapping, rows))
                .isInstanceOf(DisappearedException.class)
                .hasMessageContaining(found);
        assertThat(isDoubted(mapping)).isTrue();
    }

    private static SourceRow[] residents(int first, int last) {
        return GivenRows.residents(first, last, ++lsn);
    }

    private static SourceRow[] and(SourceRow[] some, SourceRow... others) {
        return Stream.of(some, others).flatMap(Stream::of).toArray(SourceRow[]::new);
    }

    private static SourceRow withoutId() {
        return GivenRows.withId(null, ++lsn);
    }

    private static SourceRow[] links(int first, int last) {
        long at = ++lsn;
        return IntStream.rangeClosed(first, last)
                .mapToObj(link -> {
                    Map<String, @Nullable String> values = new LinkedHashMap<>();
                    values.put("changed_on", "2020-01-01");
                    values.put("updated_at", Mappings.resident().get("updated_at"));
                    values.put("change_id", "link" + link);
                    values.put("former_id_number", HouseholdRegister.number(link));
                    values.put("current_id_number", HouseholdRegister.number(1000 + link));
                    values.put("kind", "C");
                    return new SourceRow(
                            "household.identity_change",
                            "snapshot row",
                            Operation.READ,
                            new SourceVersion(0, at),
                            Instant.now(),
                            values);
                })
                .toArray(SourceRow[]::new);
    }

    private static List<ChangeType> changesOf(Topic topic, String record) throws Exception {
        return Published.in(topic, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl())
                .eventsOf(record)
                .stream()
                .map(event -> event.header().getChangeType())
                .toList();
    }

    private static List<ChangeType> changesOf(int resident) throws Exception {
        return changesOf(Topics.HOUSEHOLD_RESIDENT, String.valueOf(resident));
    }

    /** Nothing of one test is left to be missed in another. */
    @AfterEach
    void withdrawAll() throws Exception {
        lsn++;
        assertThat(snapshot(mapping(100))).isFalse();
    }

    @Test
    void shouldBelieveARegisterThatIsMendedAndWithdrawWhatTheMistakenOneBrought() throws Exception {
        // Given: everybody is loaded anew under other ids
        Mapping mapping = mapping(10);
        snapshot(mapping, residents(1, 20));
        assertRefused(mapping, "at most 10 % of the 20 records", residents(21, 40));
        assertRefused(mapping, "at most 10 % of the 20 records", residents(21, 40));

        // When
        boolean doubted = snapshot(mapping, residents(1, 20));

        // Then
        assertThat(doubted).isFalse();
        assertThat(changesOf(1)).containsExactly(ChangeType.CREATED);
        assertThat(changesOf(21)).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
    }

    @Test
    void shouldWithdrawWhatARefusedSnapshotBroughtAlsoWhereNothingElseIsLeft() throws Exception {
        // Given
        Mapping mapping = mapping(10);
        snapshot(mapping, residents(41, 50));
        assertRefused(mapping, "at most 10 % of the 10 records", residents(51, 60));
        try (ExchangeSession session = open(mapping)) {
            GivenRows.publish(
                    session,
                    mapping,
                    Optional.empty(),
                    Stream.of(residents(41, 50)).map(GivenRows::deleted).toArray(SourceRow[]::new));
        }

        // When
        boolean doubted = snapshot(mapping);

        // Then
        assertThat(doubted).isFalse();
        assertThat(changesOf(51)).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
    }

    @Test
    void shouldHoldAgainstWhatItWasBeforeOnlyATypeThatLackedTooMuch() throws Exception {
        // Given: half of one type is missing, and there is ever more of the other
        Mapping mapping = mapping(10);
        snapshot(mapping, and(residents(101, 120), links(1, 20)));
        assertRefused(mapping, "20 records of org.huzheng.household.Resident", and(residents(101, 110), links(1, 100)));

        // When: more of the other is missing than might be of what there was
        boolean doubted = snapshot(mapping, and(residents(101, 120), links(6, 100)));

        // Then
        assertThat(doubted).isFalse();
        assertThat(changesOf(Topics.HOUSEHOLD_IDENTITY_LINK, "link5"))
                .containsOnly(ChangeType.CREATED, ChangeType.ANNULLED);
    }

    @Test
    void shouldLetARowThatDoesNotTellItsRecordMakeGoodForOneOfThoseInDoubt() throws Exception {
        // Given
        Mapping mapping = mapping(10);
        snapshot(mapping, residents(201, 220));

        // When / Then: nothing of a type is judged that nothing is withdrawn of, as long as it is not in doubt
        assertThat(snapshot(mapping, and(residents(201, 205), withoutId()))).isFalse();

        // When / Then
        assertRefused(mapping, "found that 10 were not there", residents(201, 210));
        assertRefused(mapping, "found that 9 were not there", and(residents(201, 210), withoutId()));

        // When / Then
        assertThat(snapshot(mapping, and(residents(201, 217), withoutId()))).isFalse();
        assertThat(changesOf(220)).containsExactly(ChangeType.CREATED);
    }

    @Test
    void shouldStayInDoubtWhileWhatARefusedSnapshotBroughtCannotBeWithdrawn() throws Exception {
        // Given
        Mapping mapping = mapping(10);
        snapshot(mapping, residents(301, 320));
        assertRefused(mapping, "found that 20 were not there", residents(321, 340));

        // When: the register is mended but for a row that might be any of them
        assertRefused(mapping, "found that 19 were not there", and(residents(301, 320), withoutId()));

        // Then
        assertThat(snapshot(mapping, residents(301, 320))).isFalse();
        assertThat(changesOf(321)).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
    }
}

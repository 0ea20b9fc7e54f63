package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.publish.DisappearedException;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are broken off and begun anew, against a real exchange; the rows are given, since no database breaks off where told to. */
class SnapshotIT {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    /** Of a register so small that one record is much of it. */
    private static Mapping mapping(int disappearedPercentMax) throws Exception {
        return Mappings.household(disappearedPercentMax, "");
    }

    private ExchangeSession open(Mapping mapping, String run) throws Exception {
        AdapterConfiguration configuration =
                Departments.configuration(Department.HOUSEHOLD, directory, Map.of(), EXCHANGE);
        return ExchangeSession.open(mapping, Mappings.KEYS, run, configuration.exchange(), directory);
    }

    private static Totals publish(
            ExchangeSession session, Mapping mapping, Optional<SourceVersion> ended, SourceRow... rows) {
        return GivenRows.publish(session, mapping, Optional.of(new SourceBatch.Snapshot(ended)), rows);
    }

    @Test
    void shouldAnnulWhatASecondSnapshotNoLongerHolds() throws Exception {
        // Given: a snapshot broken off after three of its rows
        Mapping mapping = mapping(50);
        try (ExchangeSession session = open(mapping, "first")) {
            publish(
                    session,
                    mapping,
                    Optional.empty(),
                    GivenRows.resident(1, "甲", "110105", 100),
                    GivenRows.resident(2, "乙", "110105", 100),
                    GivenRows.resident(3, "丙", "110105", 100));
        }

        // When: meanwhile the second row was deleted, the third spoilt and the first changed
        Totals begun;
        Totals ended;
        try (ExchangeSession session = open(mapping, "second")) {
            begun = publish(session, mapping, Optional.empty(), GivenRows.resident(1, "甲二", "110105", 200));
            ended = publish(
                    session,
                    mapping,
                    Optional.of(new SourceVersion(0, 200)),
                    GivenRows.resident(3, "丙", "999999", 200));
        }

        // Then
        assertThat(begun).isEqualTo(new Totals(1, 1, 0, 0, 0));
        assertThat(ended).isEqualTo(new Totals(1, 0, 0, 1, 1));
        Published residents = Published.in(
                Topics.HOUSEHOLD_RESIDENT, EXCHANGE.clientConfig(Department.HOUSEHOLD.code()), EXCHANGE.registryUrl());
        assertThat(residents.eventsOf("1"))
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED);
        assertThat(residents.eventsOf("2"))
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        assertThat(residents.eventsOf("3")).hasSize(1);
    }

    private static SourceRow deleted(int entry, long lsn) {
        return GivenRows.deleted(GivenRows.resident(entry, "丁", "110105", lsn));
    }

    private static List<ChangeType> changesOf(String record) throws Exception {
        return Published.in(
                        Topics.HOUSEHOLD_RESIDENT,
                        EXCHANGE.clientConfig(Department.HOUSEHOLD.code()),
                        EXCHANGE.registryUrl())
                .eventsOf(record)
                .stream()
                .map(event -> event.header().getChangeType())
                .toList();
    }

    @Test
    void shouldWithdrawOnceWhatABatchDeletesAndItsSnapshotDoesNotHoldAndNothingWhereARowDoesNotTellItsRecord()
            throws Exception {
        // Given
        Mapping mapping = mapping(100);
        try (ExchangeSession session = open(mapping, "third")) {
            publish(
                    session,
                    mapping,
                    Optional.of(new SourceVersion(0, 300)),
                    GivenRows.resident(11, "甲", "110105", 300),
                    GivenRows.resident(12, "丁", "110105", 300));

            // When: the batch that ends the next snapshot deletes one of them, too
            publish(
                    session,
                    mapping,
                    Optional.of(new SourceVersion(0, 400)),
                    GivenRows.resident(11, "甲", "110105", 400),
                    deleted(12, 400));

            // Then
            assertThat(changesOf("12")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);

            // When: the next two hold a row that might be any record
            publish(session, mapping, Optional.of(new SourceVersion(0, 500)), GivenRows.withId(null, 500));
            publish(session, mapping, Optional.of(new SourceVersion(0, 550)), GivenRows.withId(" ", 550));

            // Then
            assertThat(changesOf("11")).containsExactly(ChangeType.CREATED);

            // When: one that tells
            publish(session, mapping, Optional.of(new SourceVersion(0, 600)));

            // Then
            assertThat(changesOf("11")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        }
    }

    /** The tests share their topics: nothing of one is left to be missed in another. */
    private void withdrawAll(long lsn) throws Exception {
        Mapping mapping = mapping(100);
        try (ExchangeSession session = open(mapping, "withdrawal " + lsn)) {
            GivenRows.publish(session, mapping, endedAt(lsn));
        }
    }

    private static Optional<SourceBatch.Snapshot> endedAt(long lsn) {
        return Optional.of(new SourceBatch.Snapshot(Optional.of(new SourceVersion(0, lsn))));
    }

    @Test
    void shouldWithdrawNothingWhereMoreHasDisappearedThanMayAlsoWhenOthersCameInstead() throws Exception {
        // Given
        withdrawAll(690);
        Mapping mapping = mapping(10);
        try (ExchangeSession session = open(mapping, "fourth")) {
            GivenRows.publish(session, mapping, endedAt(700), GivenRows.residents(101, 120, 700));
        }

        // When: three of twenty are gone and more have come than would make three few, also when it is read again
        for (int time = 1; time <= 2; time++) {
            long lsn = 700L + time;
            try (ExchangeSession session = open(mapping, "doubt " + time)) {
                GivenRows.publish(
                        session,
                        mapping,
                        Optional.of(new SourceBatch.Snapshot(Optional.empty())),
                        GivenRows.residents(121, 160, lsn));

                // Then
                assertThatThrownBy(() ->
                                GivenRows.publish(session, mapping, endedAt(lsn), GivenRows.residents(104, 120, lsn)))
                        .isInstanceOf(DisappearedException.class)
                        .hasMessageContaining("department household: expected at most 10 % of the 20 records")
                        .hasMessageContaining(
                                "Resident from household.resident to be gone, found that 3 were not there")
                        .hasMessageContaining("raise disappearedPercentMax");
            }
        }
        assertThat(changesOf("101")).containsExactly(ChangeType.CREATED);

        // When: the setting is raised
        Mapping raised = mapping(15);
        try (ExchangeSession session = open(raised, "belief")) {
            boolean doubted = session.isSourceDoubted();
            GivenRows.publish(session, raised, endedAt(710), GivenRows.residents(104, 160, 710));

            // Then
            assertThat(doubted).isTrue();
            assertThat(session.isSourceDoubted()).isFalse();
        }
        assertThat(changesOf("101")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        withdrawAll(720);
    }

    @Test
    void shouldTakeARowsWordForItThatItsRecordIsGoneHoweverManyThereAre() throws Exception {
        // Given
        withdrawAll(790);
        Mapping mapping = mapping(10);
        try (ExchangeSession session = open(mapping, "eighth")) {
            GivenRows.publish(session, mapping, endedAt(800), GivenRows.residents(201, 204, 800));

            // When
            GivenRows.publish(
                    session,
                    mapping,
                    endedAt(810),
                    GivenRows.resident(201, "甲", "110105", 810),
                    deleted(202, 810),
                    deleted(203, 810),
                    deleted(204, 810));

            // Then
            assertThat(session.isSourceDoubted()).isFalse();
        }
        for (String gone : List.of("202", "203", "204")) {
            assertThat(changesOf(gone)).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        }
        withdrawAll(820);
    }
}

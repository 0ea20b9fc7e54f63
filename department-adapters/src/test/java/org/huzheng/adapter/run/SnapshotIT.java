package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are broken off and begun anew, against a real exchange; the rows are given, since no database breaks off where told to. */
class SnapshotIT {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private static SourceRow resident(int entry, String name, String region, long lsn) {
        String number = HouseholdRegister.number(entry);
        Map<String, @Nullable String> values = new LinkedHashMap<>(Mappings.resident());
        values.put("entry_id", String.valueOf(entry));
        values.put("id_number", number);
        values.put("name", name);
        values.put(
                "birth_date",
                number.substring(6, 10) + "-" + number.substring(10, 12) + "-" + number.substring(12, 14));
        values.put("region_code", region);
        return new SourceRow(
                "household.resident", "snapshot row", Operation.READ, new SourceVersion(0, lsn), Instant.now(), values);
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
        Mapping mapping = Mappings.household();
        try (ExchangeSession session = open(mapping, "first")) {
            publish(
                    session,
                    mapping,
                    Optional.empty(),
                    resident(1, "甲", "110105", 100),
                    resident(2, "乙", "110105", 100),
                    resident(3, "丙", "110105", 100));
        }

        // When: meanwhile the second row was deleted, the third spoilt and the first changed
        Totals begun;
        Totals ended;
        try (ExchangeSession session = open(mapping, "second")) {
            begun = publish(session, mapping, Optional.empty(), resident(1, "甲二", "110105", 200));
            ended = publish(session, mapping, Optional.of(new SourceVersion(0, 200)), resident(3, "丙", "999999", 200));
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
        SourceRow row = resident(entry, "丁", "110105", lsn);
        return new SourceRow(
                row.origin(), row.location(), Operation.DELETE, row.version(), row.committedAt(), row.values());
    }

    private static SourceRow withId(@Nullable String id, long lsn) {
        SourceRow row = resident(13, "戊", "110105", lsn);
        Map<String, @Nullable String> values = new LinkedHashMap<>(row.values());
        values.put("entry_id", id);
        return new SourceRow(row.origin(), row.location(), row.operation(), row.version(), row.committedAt(), values);
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
        Mapping mapping = Mappings.household();
        try (ExchangeSession session = open(mapping, "third")) {
            publish(
                    session,
                    mapping,
                    Optional.of(new SourceVersion(0, 300)),
                    resident(11, "甲", "110105", 300),
                    resident(12, "丁", "110105", 300));

            // When: the batch that ends the next snapshot deletes one of them, too
            publish(
                    session,
                    mapping,
                    Optional.of(new SourceVersion(0, 400)),
                    resident(11, "甲", "110105", 400),
                    deleted(12, 400));

            // Then
            assertThat(changesOf("12")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);

            // When: the next two hold a row that might be any record
            publish(session, mapping, Optional.of(new SourceVersion(0, 500)), withId(null, 500));
            publish(session, mapping, Optional.of(new SourceVersion(0, 550)), withId(" ", 550));

            // Then
            assertThat(changesOf("11")).containsExactly(ChangeType.CREATED);

            // When: one that tells
            publish(session, mapping, Optional.of(new SourceVersion(0, 600)));

            // Then
            assertThat(changesOf("11")).containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        }
    }
}

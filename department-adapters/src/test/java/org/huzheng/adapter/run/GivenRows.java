package org.huzheng.adapter.run;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.RowTrace;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.Operation;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Rows that no source read, and how they are published as one batch. */
final class GivenRows {
    private GivenRows() {}

    /**
     * Publishes rows.
     *
     * @param snapshot which they belong to, if any
     * @return what became of them
     */
    static Totals publish(
            ExchangeSession session, Mapping mapping, Optional<SourceBatch.Snapshot> snapshot, SourceRow... rows) {
        RowMapper mapper = new RowMapper(mapping, Mappings.KEYS);
        List<MappedRow> mapped = Arrays.stream(rows).map(mapper::map).toList();
        return session.publish(
                        session.prepare(mapped, Collections.nCopies(mapped.size(), RowTrace.NONE)),
                        new SourceBatch(List.of(rows), Optional.of("{}"), Optional.empty(), snapshot),
                        Optional.empty())
                .totals();
    }

    /** A resident as a snapshot reads one. */
    static SourceRow resident(int entry, String name, String region, long lsn) {
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

    /** A resident whose row has this id. */
    static SourceRow withId(@Nullable String id, long lsn) {
        SourceRow row = resident(13, "戊", "110105", lsn);
        Map<String, @Nullable String> values = new LinkedHashMap<>(row.values());
        values.put("entry_id", id);
        return new SourceRow(row.origin(), row.location(), row.operation(), row.version(), row.committedAt(), values);
    }

    /** Everybody from one number to another, both included. */
    static SourceRow[] residents(int first, int last, long lsn) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(entry -> resident(entry, HouseholdRegister.nameOf(entry), "110105", lsn))
                .toArray(SourceRow[]::new);
    }

    /** That the row is no more. */
    static SourceRow deleted(SourceRow row) {
        return new SourceRow(
                row.origin(), row.location(), Operation.DELETE, row.version(), row.committedAt(), row.values());
    }
}

package org.huzheng.adapter.run;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.RowTrace;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceRow;

/** Rows that no source read: mapped and published as one batch. */
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
}

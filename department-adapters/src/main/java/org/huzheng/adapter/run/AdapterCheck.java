package org.huzheng.adapter.run;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.DryRun;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceOpening;

/** Runs a mapping over its source without publishing anything or leaving a trace at the source. */
public final class AdapterCheck {
    private final Map<Reason, Counted> refusals = new LinkedHashMap<>();
    private final DryRun dryRun = new DryRun();

    private record Reason(String recordType, String rule, Optional<String> field) {}

    private record Counted(long count, CheckReport.Example first) {}

    private AdapterCheck() {}

    /**
     * Checks a configuration.
     *
     * @param rowsPerOriginMax how many rows of each table or file to read at most
     * @throws AdapterException if mapping, secret or source cannot be read
     */
    public static CheckReport run(AdapterConfiguration configuration, long rowsPerOriginMax) throws AdapterException {
        try {
            Mapping mapping = configuration.readMapping();
            RowMapper mapper = new RowMapper(mapping, configuration.readPersonKeys());
            SourceOpening opening = new SourceOpening(
                    mapping.department().code(), mapping.origins(), Optional.empty(), configuration.markInterval());
            AdapterCheck check = new AdapterCheck();
            mapping.source().sample(opening, rowsPerOriginMax, item -> check.add(mapper.map(item)));
            return check.report();
        } catch (SettingsException | SourceException e) {
            throw new AdapterException(
                    "mapping " + configuration.mapping() + " cannot be checked: " + e.getMessage(), e);
        }
    }

    private void add(MappedRow row) {
        dryRun.add(row).ifPresent(refused -> {
            RefusedRow why = refused.row();
            Reason reason = new Reason(
                    refused.recordType(),
                    why.rejection().rule().code(),
                    why.rejection().field());
            CheckReport.Example example = new CheckReport.Example(
                    why.origin(),
                    why.location(),
                    why.rejection().expected(),
                    why.rejection().foundMasked());
            refusals.merge(
                    reason, new Counted(1, example), (known, more) -> new Counted(known.count() + 1, known.first()));
        });
    }

    private CheckReport report() {
        List<CheckReport.Refusals> sorted = refusals.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Reason, Counted> entry) ->
                                entry.getValue().count())
                        .reversed())
                .map(entry -> new CheckReport.Refusals(
                        entry.getKey().recordType(),
                        entry.getKey().rule(),
                        entry.getKey().field(),
                        entry.getValue().count(),
                        entry.getValue().first()))
                .toList();
        return new CheckReport(
                dryRun.totals().rows(),
                dryRun.totals().published(),
                dryRun.totals().deduplicated(),
                dryRun.totals().quarantined(),
                sorted);
    }
}

package org.huzheng.adapter.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.DryRun;
import org.huzheng.adapter.source.RefusedRow;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.validation.Rejection;
import org.huzheng.settings.SettingsException;

/** Runs a mapping over its source without publishing anything or leaving a trace at the source. */
public final class AdapterCheck {
    private static final int SHOWN_PER_RECORD_TYPE = 2;

    private final Map<Reason, Counted> refusals = new LinkedHashMap<>();
    private final Map<Reason, Counted> tolerated = new LinkedHashMap<>();
    private final Map<String, List<CheckReport.SideBySide>> events = new LinkedHashMap<>();
    private final DryRun dryRun;
    private final Set<String> columns;

    private record Reason(String recordType, String rule, Optional<String> field) {}

    private record Counted(long count, CheckReport.Example first) {}

    private AdapterCheck(DryRun dryRun, Set<String> columns) {
        this.dryRun = dryRun;
        this.columns = columns;
    }

    /**
     * Checks a configuration.
     *
     * @param rowsPerOriginMax how many rows of each table or file to read at most
     * @throws AdapterException if mapping, secret or source cannot be read
     */
    public static CheckReport run(AdapterConfiguration configuration, long rowsPerOriginMax) throws AdapterException {
        return run(configuration, rowsPerOriginMax, Optional.empty());
    }

    /**
     * The same of one file alone, wherever it lies.
     *
     * @param file the file; empty for what the source holds
     * @throws AdapterException also if there was no row: nothing was checked then
     */
    public static CheckReport run(AdapterConfiguration configuration, long rowsPerOriginMax, Optional<Path> file)
            throws AdapterException {
        try (DryRun dryRun = new DryRun()) {
            Mapping mapping = configuration.readMapping();
            RowMapper mapper = new RowMapper(mapping, configuration.readPersonKeys());
            Sample sample = new Sample(mapping, configuration.markInterval(), file);
            AdapterCheck check = new AdapterCheck(dryRun, mapping.columns());
            Consumer<SourceItem> rows = item -> check.add(mapper.map(item));
            sample.read(rowsPerOriginMax, rows);
            CheckReport report = check.report();
            if (report.rows() == 0) {
                throw new AdapterException("mapping " + configuration.mapping() + ": expected rows of "
                        + mapping.origins() + " in "
                        + sample.place()
                        + ", found none; nothing was checked");
            }
            return report;
        } catch (SettingsException | SourceException e) {
            throw new AdapterException(
                    "mapping " + configuration.mapping() + " cannot be checked: " + e.getMessage(), e);
        }
    }

    private void add(MappedRow row) {
        DryRun.Outcome outcome = dryRun.add(row);
        if (outcome instanceof DryRun.Outcome.Refused refused) {
            RefusedRow why = refused.row().row();
            count(refusals, refused.row().recordType(), why);
        }
        if (row instanceof MappedRow.Version version) {
            String recordType = version.mapping().recordType();
            for (Rejection rejection : version.tolerated()) {
                count(tolerated, recordType, version.row().refusedFor(rejection));
            }
            if (outcome instanceof DryRun.Outcome.Published published) {
                show(recordType, version, published);
            }
        }
    }

    private void show(String recordType, MappedRow.Version version, DryRun.Outcome.Published published) {
        List<CheckReport.SideBySide> shown = events.computeIfAbsent(recordType, type -> new ArrayList<>());
        if (shown.size() < SHOWN_PER_RECORD_TYPE) {
            shown.add(new CheckReport.SideBySide(
                    recordType,
                    version.row().origin(),
                    version.row().location(),
                    MaskedEvent.row(version.row().values(), columns),
                    MaskedEvent.event(version, published.change())));
        }
    }

    private static void count(Map<Reason, Counted> counts, String recordType, RefusedRow row) {
        Rejection rejection = row.rejection();
        Reason reason = new Reason(recordType, rejection.rule().code(), rejection.field());
        CheckReport.Example example =
                new CheckReport.Example(row.origin(), row.location(), rejection.expected(), row.foundAtSource());
        counts.merge(reason, new Counted(1, example), (known, more) -> new Counted(known.count() + 1, known.first()));
    }

    private CheckReport report() {
        return new CheckReport(
                dryRun.totals().rows(),
                dryRun.totals().published(),
                dryRun.totals().deduplicated(),
                dryRun.totals().quarantined(),
                mostFrequentFirst(refusals),
                mostFrequentFirst(tolerated),
                events.values().stream().flatMap(List::stream).toList());
    }

    private static List<CheckReport.Refusals> mostFrequentFirst(Map<Reason, Counted> counts) {
        return counts.entrySet().stream()
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
    }
}

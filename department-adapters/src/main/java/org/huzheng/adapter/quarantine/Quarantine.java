package org.huzheng.adapter.quarantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A department's quarantine as its operators look at it. Used by one thread. */
public final class Quarantine {
    private static final int READ_TOGETHER = 1_000;

    private final QuarantineReader reader;
    private final Set<String> columns;

    /**
     * @param columns columns that the mapping names: the names of others are masked
     */
    public Quarantine(QuarantineReader reader, Set<String> columns) {
        this.reader = reader;
        this.columns = Set.copyOf(columns);
    }

    private record Why(String recordType, String rule, Optional<String> field) {}

    private static final class Counted {
        private final List<MaskedEntry> first = new ArrayList<>();
        private long count;
    }

    /**
     * Counts entries and shows the oldest.
     *
     * @param shownPerReason how many to show of each reason
     */
    public QuarantineReport report(Selection selection, int shownPerReason) {
        List<Long> offsets = find(selection);
        Map<Why, Counted> reasons = new LinkedHashMap<>();
        long entries = 0;
        for (int from = 0; from < offsets.size(); from += READ_TOGETHER) {
            for (QuarantineEntry entry :
                    reader.read(offsets.subList(from, Math.min(offsets.size(), from + READ_TOGETHER)))) {
                entries++;
                count(entry, reasons, shownPerReason);
            }
        }
        return new QuarantineReport(
                entries,
                reasons.entrySet().stream()
                        .map(reason -> new QuarantineReport.Reason(
                                reason.getKey().recordType(),
                                reason.getKey().rule(),
                                reason.getKey().field(),
                                reason.getValue().count,
                                reason.getValue().first))
                        .sorted(Comparator.comparingLong(QuarantineReport.Reason::count)
                                .reversed())
                        .toList());
    }

    private void count(QuarantineEntry entry, Map<Why, Counted> reasons, int shownPerReason) {
        String rule = entry.rejected().getRule();
        Optional<String> field = Optional.ofNullable(entry.rejected().getField());
        Why why = new Why(entry.rejected().getRecordType(), rule, MaskedEntry.fieldNaming(rule, field, columns));
        Counted counted = reasons.computeIfAbsent(why, reason -> new Counted());
        counted.count++;
        if (counted.first.size() < shownPerReason) {
            counted.first.add(shown(entry));
        }
    }

    private MaskedEntry shown(QuarantineEntry entry) {
        return MaskedEntry.of(entry).namingOnly(columns);
    }

    /** One entry; nothing if it is not or no longer there. */
    public Optional<MaskedEntry> show(String key) {
        return reader.read(find(Selection.of(Set.of(key)))).stream().findFirst().map(this::shown);
    }

    private List<Long> find(Selection selection) {
        return reader.find(selection, Long.MAX_VALUE, Integer.MAX_VALUE).offsets();
    }
}

package org.huzheng.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which rows of one kind the totals count: what is credited, and of what was taken over from other places only what no row that is counted holds already. Of a
 * month that went from place to place the first recording counts, wherever it was paid.
 *
 * @param counted by identity
 * @param unclear rows that were taken over, each before the payments that it may be or may be beside
 */
record Counting(Set<Payment> counted, List<Payment> unclear) {
    /** A correction does not change which was recorded first. */
    private static final Comparator<Payment> BY_RECORDING =
            Comparator.comparing(Payment::firstRecordedAt).thenComparing(Payment::regionCode);

    /** Counts the rows of one kind; each month by itself. */
    static Counting of(List<Payment> rows) {
        Map<Integer, List<Payment>> byMonth = new TreeMap<>();
        for (Payment row : rows) {
            if (row.isCredited()) {
                byMonth.computeIfAbsent(row.month(), month -> new ArrayList<>()).add(row);
            }
        }
        Counting counting = new Counting(Collections.newSetFromMap(new IdentityHashMap<>()), new ArrayList<>());
        byMonth.values().forEach(counting::count);
        return counting;
    }

    private void count(List<Payment> ofTheMonth) {
        ofTheMonth.stream().filter(row -> !TakenOver.isOne(row)).forEach(counted::add);
        ofTheMonth.stream().filter(TakenOver::isOne).sorted(BY_RECORDING).forEach(row -> {
            TakenOver taken = new TakenOver(
                    row,
                    ofTheMonth.stream()
                            .filter(other -> !TakenOver.isOne(other) && TakenOver.isInOnePlace(row, other))
                            .toList(),
                    ofTheMonth.stream()
                            .filter(other -> counted.contains(other) && !TakenOver.isInOnePlace(row, other))
                            .toList());
            if (!taken.isHeldAlready()) {
                counted.add(row);
                note(row, taken.unclear());
            }
        });
    }

    private void note(Payment row, Collection<Payment> others) {
        if (!others.isEmpty()) {
            unclear.add(row);
            unclear.addAll(others);
        }
    }

    /** Whether the totals count a row. */
    boolean counts(Payment row) {
        return counted.contains(row);
    }
}

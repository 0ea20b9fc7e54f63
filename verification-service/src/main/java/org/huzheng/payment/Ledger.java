package org.huzheng.payment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaidMonth;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * What one person paid in a period into the kinds asked for. A month counts once however many employers paid for it and in however many places it is
 * recorded; only what reached the fund counts.
 *
 * @param asked kinds asked for, in the request's order
 * @param byKind payments in the period, by kind, sorted by month and employer
 */
record Ledger(List<InsuranceKind> asked, Map<InsuranceKind, List<Payment>> byKind) {
    private static final Comparator<Payment> BY_MONTH = Comparator.comparingInt(Payment::month)
            .thenComparing(Payment::employerCode, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Payment::regionCode)
            .thenComparing(Payment::manner)
            .thenComparing(payment -> payment.event().header().getRecordId());

    static Ledger of(List<InsuranceKind> kinds, int fromMonth, int toMonth, List<Payment> payments) {
        Map<InsuranceKind, List<Payment>> byKind = new TreeMap<>();
        for (Payment paid : payments) {
            if (kinds.contains(paid.kind()) && paid.month() >= fromMonth && paid.month() <= toMonth) {
                byKind.computeIfAbsent(paid.kind(), key -> new ArrayList<>()).add(paid);
            }
        }
        byKind.values().forEach(rows -> rows.sort(BY_MONTH));
        return new Ledger(kinds, byKind);
    }

    boolean isEmpty() {
        return byKind.isEmpty();
    }

    List<RecordEvent> events() {
        return byKind.values().stream()
                .flatMap(List::stream)
                .map(Payment::event)
                .toList();
    }

    List<Payment> of(InsuranceKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /**
     * Payments recorded twice: of one kind and manner for one month through one employer in one place, both credited. What was refunded was not kept,
     * and of supplementary payments there may be several. So may be a month that was taken over where it had been paid, if the amounts leave it open.
     */
    List<RecordEvent> paidTwice() {
        List<RecordEvent> twice = new ArrayList<>();
        for (List<Payment> kind : byKind.values()) {
            List<Payment> rows = kind.stream().filter(Payment::isCredited).toList();
            for (int i = 1; i < rows.size(); i++) {
                if (isSamePayment(rows.get(i - 1), rows.get(i))) {
                    twice.add(rows.get(i - 1).event());
                    twice.add(rows.get(i).event());
                }
            }
            Counting.of(rows).unclear().forEach(row -> twice.add(row.event()));
        }
        return twice.stream().distinct().toList();
    }

    List<PaidKind> kinds() {
        return asked.stream().map(this::kind).toList();
    }

    private PaidKind kind(InsuranceKind kind) {
        List<Payment> rows = of(kind);
        Counting counting = Counting.of(rows);
        List<Payment> counted = rows.stream().filter(counting::counts).toList();
        CreditedMonths credited = CreditedMonths.of(rows);
        return PaidKind.newBuilder()
                .setKind(kind)
                .setStatus(null)
                .setCreditedMonths(credited.count())
                .setPersonalTotal(total(counted, Payment::personalAmount))
                .setEmployerTotal(total(counted, Payment::employerAmount))
                .setMonths(rows.stream()
                        .map(row -> month(row, counting.counts(row)))
                        .toList())
                .setFirstCredited(credited.first().map(MonthNumbers::of).orElse(null))
                .setLastCredited(credited.last().map(MonthNumbers::of).orElse(null))
                .setLongestRun(credited.longestRun())
                .setGaps(credited.gaps())
                .build();
    }

    /** Sum of the amounts there are; null where the kind has none, which is not zero. */
    static @Nullable BigDecimal total(List<Payment> rows, Function<Payment, @Nullable BigDecimal> amount) {
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(amount.apply(row)))
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static PaidMonth month(Payment row, boolean isCounted) {
        return PaidMonth.newBuilder()
                .setMonth(row.month())
                .setEmployerName(row.employerName())
                .setBase(row.base())
                .setPersonalAmount(row.personalAmount())
                .setEmployerAmount(row.employerAmount())
                .setArrival(row.arrival())
                .setManner(row.manner())
                .setRegionCode(row.regionCode())
                .setCounted(isCounted)
                .build();
    }

    private static boolean isSamePayment(Payment one, Payment other) {
        return one.month() == other.month()
                && one.manner() == other.manner()
                && one.manner() != PaymentManner.SUPPLEMENTARY
                && one.regionCode().equals(other.regionCode())
                && String.valueOf(one.employerCode()).equals(String.valueOf(other.employerCode()));
    }
}

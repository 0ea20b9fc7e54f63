package org.huzheng.payment;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.PaidKind;
import org.huzheng.exchange.PaidMonth;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * The contributions of one person in the period and the kinds asked for. A month counts once however many employers paid for it; only what
 * reached the fund counts.
 *
 * @param asked kinds asked for, in the request's order
 * @param byKind contributions in the period, by kind, sorted by month and employer
 */
record Ledger(List<InsuranceKind> asked, Map<InsuranceKind, List<Stated<Contribution>>> byKind) {
    private static final Comparator<Stated<Contribution>> BY_MONTH = Comparator.comparingInt(
                    (Stated<Contribution> paid) -> paid.body().getMonth())
            .thenComparing(paid -> paid.body().getEmployerCode(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(paid -> paid.body().getRegionCode())
            .thenComparing(paid -> paid.body().getManner())
            .thenComparing(paid -> paid.event().header().getRecordId());

    static Ledger of(PaymentRequest request, List<Stated<Contribution>> contributions) {
        Map<InsuranceKind, List<Stated<Contribution>>> byKind = new TreeMap<>();
        for (Stated<Contribution> paid : contributions) {
            InsuranceKind kind = paid.body().getKind();
            int month = paid.body().getMonth();
            if (request.getKinds().contains(kind) && month >= request.getFromMonth() && month <= request.getToMonth()) {
                byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(paid);
            }
        }
        byKind.values().forEach(rows -> rows.sort(BY_MONTH));
        return new Ledger(request.getKinds(), byKind);
    }

    boolean isEmpty() {
        return byKind.isEmpty();
    }

    List<RecordEvent> events() {
        return byKind.values().stream().flatMap(List::stream).map(Stated::event).toList();
    }

    /** Regular payments of one kind for one month through one employer in one place that reached the fund twice. What was refunded did not. */
    List<RecordEvent> paidTwice() {
        List<RecordEvent> twice = new ArrayList<>();
        for (List<Stated<Contribution>> kind : byKind.values()) {
            List<Stated<Contribution>> rows = kind.stream()
                    .filter(row -> row.body().getArrival() == Arrival.CREDITED)
                    .toList();
            for (int i = 1; i < rows.size(); i++) {
                if (isSamePayment(rows.get(i - 1).body(), rows.get(i).body())) {
                    twice.add(rows.get(i - 1).event());
                    twice.add(rows.get(i).event());
                }
            }
        }
        return twice.stream().distinct().toList();
    }

    List<PaidKind> kinds() {
        return asked.stream().map(this::kind).toList();
    }

    private PaidKind kind(InsuranceKind kind) {
        List<Contribution> rows =
                byKind.getOrDefault(kind, List.of()).stream().map(Stated::body).toList();
        List<Contribution> credited = rows.stream()
                .filter(row -> row.getArrival() == Arrival.CREDITED)
                .toList();
        return PaidKind.newBuilder()
                .setKind(kind)
                .setStatus(null)
                .setCreditedMonths((int) credited.stream()
                        .mapToInt(Contribution::getMonth)
                        .distinct()
                        .count())
                .setPersonalTotal(total(credited, Contribution::getPersonalAmount))
                .setEmployerTotal(total(credited, Contribution::getEmployerAmount))
                .setMonths(rows.stream().map(Ledger::month).toList())
                .build();
    }

    /** Sum of the amounts there are; null where the kind has none, which is not zero. */
    private static @Nullable BigDecimal total(
            List<Contribution> rows, Function<Contribution, @Nullable BigDecimal> amount) {
        return rows.stream()
                .flatMap(row -> Stream.ofNullable(amount.apply(row)))
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    private static PaidMonth month(Contribution row) {
        return PaidMonth.newBuilder()
                .setMonth(row.getMonth())
                .setEmployerName(row.getEmployerName())
                .setBase(row.getBase())
                .setPersonalAmount(row.getPersonalAmount())
                .setEmployerAmount(row.getEmployerAmount())
                .setArrival(row.getArrival())
                .setManner(row.getManner())
                .setRegionCode(row.getRegionCode())
                .build();
    }

    private static boolean isSamePayment(Contribution one, Contribution other) {
        return one.getMonth() == other.getMonth()
                && one.getManner() == PaymentManner.REGULAR
                && other.getManner() == PaymentManner.REGULAR
                && one.getRegionCode().equals(other.getRegionCode())
                && String.valueOf(one.getEmployerCode()).equals(String.valueOf(other.getEmployerCode()));
    }
}

package org.huzheng.payment;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.huzheng.exchange.MonthSpan;

/**
 * Months credited in one kind, each once however often it was paid, and how they follow one another.
 *
 * @param months in order
 */
record CreditedMonths(List<YearMonth> months) {
    CreditedMonths {
        months = List.copyOf(months);
    }

    /** The months of these payments that were credited. */
    static CreditedMonths of(Collection<Payment> payments) {
        TreeSet<YearMonth> months = new TreeSet<>();
        payments.stream()
                .filter(Payment::isCredited)
                .map(payment -> MonthNumbers.monthOf(payment.month()))
                .forEach(months::add);
        return new CreditedMonths(List.copyOf(months));
    }

    int count() {
        return months.size();
    }

    Optional<YearMonth> first() {
        return months.isEmpty() ? Optional.empty() : Optional.of(months.get(0));
    }

    Optional<YearMonth> last() {
        return months.isEmpty() ? Optional.empty() : Optional.of(months.get(months.size() - 1));
    }

    /** Most months that follow one another. */
    int longestRun() {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < months.size(); i++) {
            run = i > 0 && follows(i) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Months without credit between the first and the last. */
    List<MonthSpan> gaps() {
        List<MonthSpan> gaps = new ArrayList<>();
        for (int i = 1; i < months.size(); i++) {
            if (!follows(i)) {
                gaps.add(new MonthSpan(
                        MonthNumbers.of(months.get(i - 1).plusMonths(1)),
                        MonthNumbers.of(months.get(i).minusMonths(1))));
            }
        }
        return gaps;
    }

    private boolean follows(int index) {
        return months.get(index - 1).plusMonths(1).equals(months.get(index));
    }
}

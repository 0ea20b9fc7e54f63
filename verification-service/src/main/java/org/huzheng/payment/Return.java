package org.huzheng.payment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * A month taken over by the place where it had been paid: it moved away with its person and came back. Where it was in between may not be connected.
 *
 * @param row the row that was taken over
 * @param own what its place was paid itself for the month, credited
 */
record Return(Payment row, List<Payment> own) {
    Return {
        own = List.copyOf(own);
    }

    /** How a row stands to the others of its kind; one that was not taken over stands to none. */
    static Return of(Payment row, List<Payment> rows) {
        boolean isTakenOver = row.manner() == PaymentManner.TRANSFERRED_IN;
        return new Return(
                row,
                rows.stream()
                        .filter(other -> isTakenOver
                                && other.isCredited()
                                && other.manner() != PaymentManner.TRANSFERRED_IN
                                && other.month() == row.month()
                                && other.regionCode().equals(row.regionCode()))
                        .toList());
    }

    /** Whether the place holds its amounts already: in one payment or in all of one employer, who may not be named again. */
    boolean isHeldAlready() {
        return isHeldBy(sameEmployer())
                || (hasAmounts()
                        && (row.employerCode() == null ? own : unnamed())
                                .stream().anyMatch(this::isHeldBy));
    }

    /**
     * The payments that it may be, or may be beside: a regular one of the same employer with another amount, or one of another employer with the same. What was
     * paid later beside a month is another payment.
     */
    List<Payment> unclear() {
        return isHeldAlready()
                ? List.of()
                : own.stream()
                        .filter(other -> isSameEmployer(other)
                                ? other.manner() != PaymentManner.SUPPLEMENTARY
                                : hasAmounts() && isHeldBy(other))
                        .toList();
    }

    private boolean isHeldBy(List<Payment> payments) {
        return payments.stream().anyMatch(this::isHeldBy)
                || (payments.size() > 1
                        && isHeld(row.personalAmount(), Ledger.total(payments, Payment::personalAmount))
                        && isHeld(row.employerAmount(), Ledger.total(payments, Payment::employerAmount)));
    }

    private boolean isHeldBy(Payment other) {
        return isHeld(row.personalAmount(), other.personalAmount())
                && isHeld(row.employerAmount(), other.employerAmount());
    }

    /** Often only one of the amounts moves with the person; one that the place's own payment lacks it does not hold. */
    private static boolean isHeld(@Nullable BigDecimal amount, @Nullable BigDecimal own) {
        return amount == null || (own != null && amount.compareTo(own) == 0);
    }

    private boolean hasAmounts() {
        return row.personalAmount() != null || row.employerAmount() != null;
    }

    private List<Payment> sameEmployer() {
        return own.stream().filter(this::isSameEmployer).toList();
    }

    private List<Payment> unnamed() {
        return own.stream().filter(other -> other.employerCode() == null).toList();
    }

    private boolean isSameEmployer(Payment other) {
        return Objects.equals(row.employerCode(), other.employerCode());
    }
}

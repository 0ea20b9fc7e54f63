package org.huzheng.payment;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * A month that one place took over from another, and the payments it may be: what the place was paid itself before the month moved away and came back, and what
 * other places hold. Where it was in between may not be connected.
 *
 * @param row the row that was taken over
 * @param here what its place was paid itself for the month, credited
 * @param elsewhere what other places were paid for the month, or had taken over before and it is counted, credited
 */
record TakenOver(Payment row, List<Payment> here, List<Payment> elsewhere) {
    TakenOver {
        here = List.copyOf(here);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Whether a payment was taken over from another place. */
    static boolean isOne(Payment payment) {
        return payment.manner() == PaymentManner.TRANSFERRED_IN;
    }

    /** Whether another row that is counted, here or elsewhere, is this payment. */
    boolean isHeldAlready() {
        return isHeldHere() || elsewhere.stream().anyMatch(this::isHeldElsewhereBy);
    }

    /** Whether the place holds its amounts already: in one payment or in all of one employer, who may not be named again. */
    private boolean isHeldHere() {
        return isHeldBy(sameEmployer())
                || (hasAmounts()
                        && (row.employerCode() == null ? here : unnamed())
                                .stream().anyMatch(this::isHeldBy));
    }

    /**
     * Whether what another place holds is this payment: the month of the same employer; of one who is named here or there only, and what was paid later beside a
     * month, with its amounts.
     */
    private boolean isHeldElsewhereBy(Payment other) {
        if (isSameEmployer(other) && other.manner() != PaymentManner.SUPPLEMENTARY) {
            return true;
        }
        return mayBeOneEmployer(other) && isHeldBy(paidThrough(other));
    }

    /**
     * The payments that it may be, or may be beside. In its own place a regular one of the same employer with another amount, or one of another employer with the
     * same; what was paid later beside a month is another payment there. Elsewhere one of another employer with the same amounts, or one with other amounts that may be
     * the same employer's or a part of it.
     */
    List<Payment> unclear() {
        return isHeldAlready()
                ? List.of()
                : Stream.concat(
                                here.stream()
                                        .filter(other -> isSameEmployer(other)
                                                ? other.manner() != PaymentManner.SUPPLEMENTARY
                                                : isOfTheSameAmounts(other)),
                                elsewhere.stream()
                                        .filter(other -> mayBeOneEmployer(other) || isOfTheSameAmounts(other)))
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

    /** Often only one of the amounts moves with the person; one that the other payment lacks it does not hold. */
    private static boolean isHeld(@Nullable BigDecimal amount, @Nullable BigDecimal other) {
        return amount == null || (other != null && amount.compareTo(other) == 0);
    }

    private boolean isOfTheSameAmounts(Payment other) {
        return hasAmounts() && isHeldBy(other);
    }

    private boolean hasAmounts() {
        return row.personalAmount() != null || row.employerAmount() != null;
    }

    private List<Payment> sameEmployer() {
        return here.stream().filter(this::isSameEmployer).toList();
    }

    private List<Payment> unnamed() {
        return here.stream().filter(other -> other.employerCode() == null).toList();
    }

    /** What another place holds of the month through the employer of one of its payments. */
    private List<Payment> paidThrough(Payment one) {
        return elsewhere.stream()
                .filter(other -> isInOnePlace(one, other) && Objects.equals(one.employerCode(), other.employerCode()))
                .toList();
    }

    private boolean mayBeOneEmployer(Payment other) {
        return row.employerCode() == null || other.employerCode() == null || isSameEmployer(other);
    }

    private boolean isSameEmployer(Payment other) {
        return Objects.equals(row.employerCode(), other.employerCode());
    }

    static boolean isInOnePlace(Payment one, Payment other) {
        return one.regionCode().equals(other.regionCode());
    }
}

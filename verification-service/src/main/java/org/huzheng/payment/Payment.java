package org.huzheng.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.huzheng.decision.Identity;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.InsuranceKind;
import org.huzheng.socialsecurity.PaymentManner;
import org.jspecify.annotations.Nullable;

/**
 * One recorded payment for one month of one kind, whichever authority keeps it. An amount that the kind does not have is blank: registers write zero
 * there. Amounts are in yuan.
 *
 * @param event record event that states it
 * @param firstRecordedAt when its authority wrote it down first, whatever was corrected since
 * @param month month paid for, YYYYMM
 * @param employerCode employer, null for flexible employment
 * @param regionCode place of insurance, GB/T 2260
 */
record Payment(
        RecordEvent event,
        Instant firstRecordedAt,
        InsuranceKind kind,
        int month,
        @Nullable String employerCode,
        @Nullable String employerName,
        String regionCode,
        @Nullable BigDecimal base,
        @Nullable BigDecimal personalAmount,
        @Nullable BigDecimal employerAmount,
        Arrival arrival,
        PaymentManner manner) {
    private static final String CONTRIBUTION =
            Authority.SOCIAL_SECURITY.contributions().getFullName();
    private static final String MEDICAL_CONTRIBUTION =
            Authority.MEDICAL.contributions().getFullName();

    Payment {
        boolean hasEmployer = employerCode != null || employerName != null;
        personalAmount = Authority.isPaidByThePersonToo(kind) ? personalAmount : unlessZero(personalAmount);
        employerAmount = hasEmployer ? employerAmount : unlessZero(employerAmount);
    }

    /** Everything recorded in force under any of a person's numbers, each kind by the authority that keeps it. */
    static List<Payment> of(Identity person) {
        return of(
                person,
                state ->
                        state instanceof RecordState.InForce inForce ? Optional.of(inForce.event()) : Optional.empty());
    }

    /** Everything whose record has ended, likewise. */
    static List<Payment> ended(Identity person) {
        return of(
                person,
                state -> state instanceof RecordState.Ended ended ? Optional.of(ended.event()) : Optional.empty());
    }

    private static List<Payment> of(Identity person, Function<RecordState, Optional<RecordEvent>> speaking) {
        List<Payment> payments = new ArrayList<>();
        for (Dossier dossier : person.dossiers()) {
            for (String register : List.of(CONTRIBUTION, MEDICAL_CONTRIBUTION)) {
                for (RecordHistory history : dossier.recordsOf(register)) {
                    speaking.apply(history.state()).ifPresent(event -> payments.add(of(event, history)));
                }
            }
        }
        payments.removeIf(payment -> !payment.isOfItsAuthority());
        return payments;
    }

    boolean isCredited() {
        return arrival == Arrival.CREDITED;
    }

    /** A kind that a newer contract knows and this one does not is nobody's here. */
    private boolean isOfItsAuthority() {
        return kind != InsuranceKind.UNKNOWN
                && Authority.of(kind).contributions().getFullName().equals(event.recordType());
    }

    private static Payment of(RecordEvent event, RecordHistory history) {
        Instant first = history.versions().get(0).header().getRecordedAt();
        return event.body() instanceof Contribution paid
                ? ofSocialSecurity(event, first, paid)
                : ofMedical(event, first, (MedicalContribution) event.body());
    }

    private static Payment ofSocialSecurity(RecordEvent event, Instant firstRecordedAt, Contribution paid) {
        return new Payment(
                event,
                firstRecordedAt,
                paid.getKind(),
                paid.getMonth(),
                paid.getEmployerCode(),
                paid.getEmployerName(),
                paid.getRegionCode(),
                paid.getBase(),
                paid.getPersonalAmount(),
                paid.getEmployerAmount(),
                paid.getArrival(),
                paid.getManner());
    }

    private static Payment ofMedical(RecordEvent event, Instant firstRecordedAt, MedicalContribution paid) {
        return new Payment(
                event,
                firstRecordedAt,
                paid.getKind(),
                paid.getMonth(),
                paid.getEmployerCode(),
                paid.getEmployerName(),
                paid.getRegionCode(),
                paid.getBase(),
                paid.getPersonalAmount(),
                paid.getEmployerAmount(),
                paid.getArrival(),
                paid.getManner());
    }

    private static @Nullable BigDecimal unlessZero(@Nullable BigDecimal amount) {
        return amount == null || amount.signum() == 0 ? null : amount;
    }

    @Override
    public String toString() {
        return "Payment[" + event + "]";
    }
}

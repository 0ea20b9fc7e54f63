package org.huzheng.payment;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.decision.Identity;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.medical.MedicalScheme;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;
import org.huzheng.socialsecurity.InsuranceKind;
import org.jspecify.annotations.Nullable;

/**
 * Enrolments of a person. Maternity insurance goes with the employees' scheme of medical insurance, which it was merged with in 2019.
 *
 * @param social at the social security agency
 * @param medical at the medical authority
 */
public record Enrolments(List<Stated<Enrolment>> social, List<Stated<MedicalEnrolment>> medical) {
    private static final String ENROLMENT =
            Authority.SOCIAL_SECURITY.enrolments().getFullName();
    private static final String MEDICAL_ENROLMENT =
            Authority.MEDICAL.enrolments().getFullName();
    private static final String AND = "、";
    /** From what insures most: one that is not understood here may be active. */
    private static final List<EnrolmentStatus> BY_INSURANCE =
            List.of(EnrolmentStatus.ACTIVE, EnrolmentStatus.UNKNOWN, EnrolmentStatus.SUSPENDED, EnrolmentStatus.ENDED);

    /**
     * One enrolment, whichever authority keeps it.
     *
     * @param employerCode employer, null where there is none
     * @param regionCode place of insurance, GB/T 2260
     */
    public record Standing(
            RecordEvent event,
            EnrolmentStatus status,
            @Nullable String employerCode,
            @Nullable String employerName,
            String regionCode) {
        static Standing of(Stated<Enrolment> stated) {
            Enrolment enrolment = stated.body();
            return new Standing(
                    stated.event(),
                    enrolment.getStatus(),
                    enrolment.getEmployerCode(),
                    enrolment.getEmployerName(),
                    enrolment.getRegionCode());
        }

        static Standing ofMedical(Stated<MedicalEnrolment> stated) {
            MedicalEnrolment enrolment = stated.body();
            return new Standing(
                    stated.event(),
                    enrolment.getStatus(),
                    enrolment.getEmployerCode(),
                    enrolment.getEmployerName(),
                    enrolment.getRegionCode());
        }
    }

    /** Those in force. */
    public static Enrolments of(Identity person) {
        return new Enrolments(
                person.inForce(ENROLMENT, Enrolment.class), person.inForce(MEDICAL_ENROLMENT, MedicalEnrolment.class));
    }

    /** Those that have ended. */
    static Enrolments ended(Identity person) {
        return new Enrolments(
                person.ended(ENROLMENT, Enrolment.class), person.ended(MEDICAL_ENROLMENT, MedicalEnrolment.class));
    }

    List<RecordEvent> events() {
        return Stream.concat(
                        social.stream().map(Stated::event), medical.stream().map(Stated::event))
                .toList();
    }

    /** Enrolments in one kind. */
    public List<Standing> in(InsuranceKind kind) {
        return switch (Authority.of(kind)) {
            case SOCIAL_SECURITY ->
                social.stream()
                        .filter(enrolment -> enrolment.body().getKind() == kind)
                        .map(Standing::of)
                        .toList();
            case MEDICAL ->
                medical.stream()
                        .filter(enrolment -> kind == InsuranceKind.MEDICAL
                                || enrolment.body().getScheme() == MedicalScheme.EMPLOYEE)
                        .map(Standing::ofMedical)
                        .toList();
        };
    }

    /** Status in one kind: of several enrolments the one that insures most; empty when none is recorded. */
    Optional<EnrolmentStatus> statusIn(InsuranceKind kind) {
        return in(kind).stream().map(Standing::status).min(Comparator.comparing(BY_INSURANCE::indexOf));
    }

    /** Status of the medical insurance, whatever was asked for. */
    Optional<EnrolmentStatus> medicalStatus() {
        return statusIn(InsuranceKind.MEDICAL);
    }

    /** Present employers, each once. */
    @Nullable
    String currentEmployers() {
        return joined(Enrolment::getEmployerName);
    }

    /** Present places of insurance, each once, GB/T 2260. */
    @Nullable
    String currentRegions() {
        return joined(Enrolment::getRegionCode);
    }

    private @Nullable String joined(Function<Enrolment, @Nullable String> member) {
        String all = social.stream()
                .map(Stated::body)
                .filter(enrolment -> enrolment.getStatus() == EnrolmentStatus.ACTIVE)
                .sorted(Comparator.comparing(Enrolment::getKind))
                .map(member)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(AND));
        return all.isEmpty() ? null : all;
    }
}

package org.huzheng.payment;

import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.InsuranceKind;

/**
 * Which authority keeps a kind of insurance: social security keeps pension, unemployment and work injury, the medical authority medical and maternity. What
 * one says of the other's kinds is not heard.
 */
public enum Authority {
    SOCIAL_SECURITY,
    MEDICAL;

    /** Kinds that the insured themselves pay into; the others are paid by the employer alone. */
    private static final Set<InsuranceKind> PAID_BY_THE_PERSON_TOO =
            Set.of(InsuranceKind.PENSION, InsuranceKind.UNEMPLOYMENT, InsuranceKind.MEDICAL);

    /** The authority that keeps a kind. */
    public static Authority of(InsuranceKind kind) {
        return switch (kind) {
            case PENSION, UNEMPLOYMENT, WORK_INJURY -> SOCIAL_SECURITY;
            case MEDICAL, MATERNITY -> MEDICAL;
            case UNKNOWN -> throw new IllegalArgumentException("insurance kind: expected a known one, found UNKNOWN");
        };
    }

    static boolean isPaidByThePersonToo(InsuranceKind kind) {
        return PAID_BY_THE_PERSON_TOO.contains(kind);
    }

    /** Whether any of the kinds is this authority's. */
    public boolean keepsAnyOf(List<InsuranceKind> kinds) {
        return kinds.stream().anyMatch(kind -> of(kind) == this);
    }

    Schema contributions() {
        return switch (this) {
            case SOCIAL_SECURITY -> Contribution.getClassSchema();
            case MEDICAL -> MedicalContribution.getClassSchema();
        };
    }

    /** Its register of enrolments. */
    public Schema enrolments() {
        return switch (this) {
            case SOCIAL_SECURITY -> Enrolment.getClassSchema();
            case MEDICAL -> MedicalEnrolment.getClassSchema();
        };
    }
}

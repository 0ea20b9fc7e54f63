package org.huzheng.certificate;

import java.time.Period;
import java.util.List;
import org.huzheng.claims.ClaimJudge;
import org.huzheng.decision.CertificateType;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.employer.EmployerInsuranceJudge;
import org.huzheng.exchange.ClaimDecision;
import org.huzheng.exchange.ClaimRequest;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.PaymentDecision;
import org.huzheng.exchange.PaymentRequest;
import org.huzheng.kinship.KinshipJudge;
import org.huzheng.payment.PaymentJudge;

/** Every certificate type of the exchange. A new type is one entry here and a package with its judge and its credential. */
public final class KnownCertificateTypes {
    /** Kinship certificate, 亲属关系证明. A correction of either person's records touches it for as long as it stands. */
    public static final CertificateType<KinshipRequest> KINSHIP = new CertificateType<>(
            "kinship",
            "KINSHIP",
            "亲属关系证明",
            "Kinship certificate",
            KinshipRequest.class,
            KinshipDecision.class,
            new KinshipJudge(),
            Period.ofYears(1),
            true);

    /** Social-insurance payment certificate, 社保缴费证明. Touched by corrections of what it says, not by new months or what became of the person since. */
    public static final CertificateType<PaymentRequest> PAYMENT = new CertificateType<>(
            "payment",
            "PAYMENT",
            "社会保险缴费证明",
            "Social-insurance payment certificate",
            PaymentRequest.class,
            PaymentDecision.class,
            new PaymentJudge(),
            Period.ofMonths(6),
            false);

    /** Certificate of the people insured through an employer, 单位参保证明. Touched by corrections inside its month, not by new months. */
    public static final CertificateType<EmployerInsuranceRequest> EMPLOYER_INSURANCE = new CertificateType<>(
            "employer-insurance",
            "EMPLOYERINSURANCE",
            "单位参保证明",
            "Certificate of an employer's insured people",
            EmployerInsuranceRequest.class,
            EmployerInsuranceDecision.class,
            new EmployerInsuranceJudge(),
            Period.ofMonths(6),
            false);

    /** A claim, 核验: answered, never certified. */
    public static final CertificateType<ClaimRequest> CLAIM = new CertificateType<>(
            "claim",
            "CLAIM",
            "核验",
            "Verification of a claim",
            ClaimRequest.class,
            ClaimDecision.class,
            new ClaimJudge(),
            Period.ZERO,
            false);

    private KnownCertificateTypes() {}

    /** All of them, and claims, which are judged the same way. */
    public static CertificateTypes all() {
        return new CertificateTypes(List.of(KINSHIP, PAYMENT, EMPLOYER_INSURANCE, CLAIM));
    }
}

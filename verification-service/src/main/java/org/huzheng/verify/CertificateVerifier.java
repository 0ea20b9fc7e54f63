package org.huzheng.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.PublicJwk;

/**
 * Verifies a presented certificate (SD-JWT VC, RFC 9901). Needs nothing but the issuer's published keys and status list, so a
 * stranger can do the same.
 */
public final class CertificateVerifier {
    /** How far clocks of issuer and verifier may differ before a certificate counts as issued in the future. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    /**
     * Makes every check that makes sense and says how each came out. Never throws for what was presented.
     *
     * @param presentedSdJwt the text as presented, ending with {@code ~}
     * @param trust the issuers accepted
     * @param statuses where status lists come from
     * @param now the time to judge validity at
     */
    public VerificationReport verify(String presentedSdJwt, IssuerTrust trust, StatusSource statuses, Instant now) {
        List<CheckResult> results = new ArrayList<>();

        // What cannot be read in exactly one way is not interpreted at all.
        PresentedCertificate certificate;
        try {
            certificate = PresentedCertificate.read(presentedSdJwt);
        } catch (MalformedTokenException e) {
            results.add(CheckResult.failed(Check.FORMAT, "证明格式不正确：" + e.where(), e.description()));
            return VerificationReport.stopped(results);
        }
        results.add(CheckResult.passed(Check.FORMAT, "格式正确", "Well formed"));

        // The certificate names its issuer itself, so only names and keys we trust beforehand count.
        Optional<JsonWebKeySet> keys = trust.keysOf(certificate.issuer());
        if (keys.isEmpty()) {
            results.add(
                    CheckResult.failed(Check.ISSUER, "签发机关不受信任", "The issuer is not trusted: " + certificate.issuer()));
            return VerificationReport.stopped(results);
        }
        Optional<PublicJwk> key = keys.get().find(certificate.kid());
        if (key.isEmpty()) {
            results.add(CheckResult.failed(
                    Check.ISSUER, "签发机关没有公布该密钥", "The issuer published no key named " + certificate.kid()));
            return VerificationReport.stopped(results);
        }
        results.add(CheckResult.passed(Check.ISSUER, "签发机关受信任", "Issued by " + certificate.issuer()));

        // Nothing inside may be believed, not even a date, unless the issuer signed these very bytes.
        if (!certificate.token().isSignedBy(key.get())) {
            results.add(CheckResult.failed(Check.SIGNATURE, "签名无效，内容可能被篡改", "The signature does not fit the content"));
            return VerificationReport.stopped(results);
        }
        results.add(CheckResult.passed(Check.SIGNATURE, "签名有效", "Signed with key " + certificate.kid()));

        // From here on the checks are independent, and a reader gains by seeing all of them.
        results.add(validity(certificate, now));
        results.add(StatusCheck.of(certificate, keys.get(), statuses, now));
        try {
            Map<String, Object> claims = DisclosureResolver.resolve(
                    certificate.token().payload(), certificate.presented().disclosures());
            int disclosed = certificate.presented().disclosures().size();
            results.add(CheckResult.passed(
                    Check.DISCLOSURES,
                    "%d 个披露项均在签名范围内".formatted(disclosed),
                    "%d disclosures, each referenced by a signed digest".formatted(disclosed)));
            return VerificationReport.complete(results, claims);
        } catch (RefusedDisclosureException e) {
            results.add(new CheckResult(Check.DISCLOSURES, CheckResult.Outcome.FAILED, e.reason()));
            return VerificationReport.complete(results, Map.of());
        }
    }

    private static CheckResult validity(PresentedCertificate certificate, Instant now) {
        Instant tolerant = now.plus(CLOCK_TOLERANCE);
        Instant begin = certificate.notBefore().orElse(certificate.issuedAt());
        if (tolerant.isBefore(begin) || tolerant.isBefore(certificate.issuedAt())) {
            // Dated ahead: made by a clock that cannot be trusted, or not meant to be used yet.
            return CheckResult.failed(Check.VALIDITY, "证明尚未生效", "Not valid before " + begin);
        }
        if (!now.isBefore(certificate.expiresAt())) {
            // No tolerance here: the facts were vouched for until then and not a moment longer.
            return CheckResult.failed(Check.VALIDITY, "证明已过期", "Expired at " + certificate.expiresAt());
        }
        return CheckResult.passed(Check.VALIDITY, "在有效期内", "Valid until " + certificate.expiresAt());
    }
}

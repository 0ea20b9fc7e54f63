package org.huzheng.verify;

import java.time.Instant;
import java.util.Optional;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.PublicJwk;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.MalformedStatusListException;
import org.huzheng.status.StatusListToken;

/** Asks the issuer's signed list whether a certificate was revoked or suspended (Token Status List, section 8.3). */
final class StatusCheck {
    private static final int BITS = 2;

    private StatusCheck() {}

    static CheckResult of(PresentedCertificate certificate, JsonWebKeySet keys, StatusSource statuses, Instant now) {
        StatusSource.Answer answer = statuses.listAt(certificate.statusUri());
        if (answer instanceof StatusSource.Answer.Unavailable unavailable) {
            // Silence is not consent: whoever keeps us from the list must not make a revoked certificate valid.
            return CheckResult.notChecked(
                    Check.STATUS, "暂时无法取得状态列表，不能确认证明有效", "The status list is unavailable: " + unavailable.why());
        }
        try {
            return read(((StatusSource.Answer.Served) answer).token(), certificate, keys, now);
        } catch (MalformedTokenException | MalformedStatusListException e) {
            // A list that cannot be read tells nothing, and its issuer would not have served it.
            return CheckResult.failed(
                    Check.STATUS, "状态列表格式不正确，不能确认证明有效", "The status list is malformed: " + e.getMessage());
        }
    }

    private static CheckResult read(String served, PresentedCertificate certificate, JsonWebKeySet keys, Instant now) {
        CompactJws token = CompactJws.parse(served);
        Optional<PublicJwk> key = token.keyId().flatMap(keys::find);
        if (key.isEmpty() || !token.isSignedBy(key.get())) {
            // Otherwise anybody between the issuer and us could clear a revocation.
            return CheckResult.failed(
                    Check.STATUS, "状态列表不是该签发机关签署的", "The status list is not signed by the certificate's issuer");
        }
        StatusListToken list = StatusListToken.read(token);
        if (!list.uri().equals(certificate.statusUri())) {
            // A true list of other certificates says nothing of this one.
            return CheckResult.failed(
                    Check.STATUS, "状态列表与证明所指的不一致", "The status list is not the one the certificate names");
        }
        if (!now.isBefore(list.expiresAt())) {
            // An old list may have been kept back to hide a revocation.
            return CheckResult.notChecked(
                    Check.STATUS, "状态列表已过期，不能确认证明有效", "The status list expired at " + list.expiresAt());
        }
        if (list.statuses().bits() != BITS) {
            return CheckResult.failed(
                    Check.STATUS,
                    "状态列表格式不正确，不能确认证明有效",
                    "The status list has %d bits per status, expected 2"
                            .formatted(list.statuses().bits()));
        }
        return judged(CredentialStatus.ofCode(list.statuses().valueAt(certificate.statusIndex())), list.issuedAt());
    }

    private static CheckResult judged(CredentialStatus status, Instant asOf) {
        return switch (status) {
            case VALID -> CheckResult.passed(Check.STATUS, "证明未被撤销或暂扣", "Neither revoked nor suspended as of " + asOf);
            case INVALID -> CheckResult.failed(Check.STATUS, "证明已撤销", "The certificate was revoked");
            case SUSPENDED -> CheckResult.failed(Check.STATUS, "证明已暂扣", "The certificate is suspended");
        };
    }
}

package org.huzheng.verify;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.certificate.CertificateNumberException;
import org.huzheng.presentation.CredentialClaims;
import org.huzheng.presentation.SdJwt;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.NumericDate;

/** A presented certificate taken apart, with nothing about it proven yet. */
record PresentedCertificate(
        SdJwt presented,
        CompactJws token,
        String issuer,
        String kid,
        Instant issuedAt,
        Optional<Instant> notBefore,
        Instant expiresAt,
        String statusUri,
        int statusIndex) {

    private static final int MAX_CHARACTERS = 1024 * 1024;

    /** @throws MalformedTokenException naming the part that is not as RFC 9901, SD-JWT VC or we prescribe */
    static PresentedCertificate read(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new MalformedTokenException(
                    "certificate", "at most " + MAX_CHARACTERS + " characters", text.length() + " characters");
        }
        SdJwt presented = SdJwt.parse(text);
        CompactJws token = presented.token();
        // Only ES256 and only our type: "none" proves nothing, and a status list or login token is no certificate.
        token.requireHeader(SdJwt.TYPE);
        Map<String, Object> claims = token.payload();
        // A digest of another hash than the one we compute could never be compared.
        Object digestAlgorithm = claims.getOrDefault(CredentialClaims.DIGEST_ALGORITHM, "sha-256");
        if (!"sha-256".equals(digestAlgorithm)) {
            throw new MalformedTokenException(CredentialClaims.DIGEST_ALGORITHM, "sha-256", "another");
        }
        text(claims, CredentialClaims.TYPE);
        requireNumber(text(claims, CredentialClaims.NUMBER));
        Map<?, ?> status = statusReference(claims);
        return new PresentedCertificate(
                presented,
                token,
                text(claims, CredentialClaims.ISSUER),
                token.keyId().orElseThrow(() -> new MalformedTokenException("header.kid", "a key name", "none")),
                NumericDate.required(claims, CredentialClaims.ISSUED_AT),
                NumericDate.optional(claims, CredentialClaims.NOT_BEFORE),
                NumericDate.required(claims, CredentialClaims.EXPIRES_AT),
                uri(status),
                index(status));
    }

    /** Its disclosures are about people. */
    @Override
    public String toString() {
        return "PresentedCertificate[redacted]";
    }

    private static String text(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new MalformedTokenException(name, "a text", "none");
    }

    private static void requireNumber(String number) {
        try {
            CertificateNumber.parse(number);
        } catch (CertificateNumberException e) {
            throw new MalformedTokenException(
                    CredentialClaims.NUMBER + "." + e.part(), "a GB/T 36904 number with " + e.expected(), e.found());
        }
    }

    private static Map<?, ?> statusReference(Map<String, Object> claims) {
        // Without a place to look up its status a certificate could never be withdrawn.
        if (claims.get(CredentialClaims.STATUS) instanceof Map<?, ?> status
                && status.get("status_list") instanceof Map<?, ?> reference) {
            return reference;
        }
        throw new MalformedTokenException("status.status_list", "idx and uri", "none");
    }

    private static String uri(Map<?, ?> reference) {
        if (reference.get("uri") instanceof String uri && !uri.isBlank()) {
            return uri;
        }
        throw new MalformedTokenException("status.status_list.uri", "an address", "none");
    }

    private static int index(Map<?, ?> reference) {
        if (reference.get("idx") instanceof Integer index && index >= 0) {
            return index;
        }
        throw new MalformedTokenException("status.status_list.idx", "a number from 0", "none");
    }
}

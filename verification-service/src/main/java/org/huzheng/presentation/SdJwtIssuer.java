package org.huzheng.presentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.Es256Signer;

/**
 * Issues certificates as SD-JWT verifiable credentials (RFC 9901, SD-JWT VC), signed with ES256. Everything but the signature
 * follows from content and salts. Safe for use by any number of threads.
 */
public final class SdJwtIssuer {
    private final Es256Signer signer;

    public SdJwtIssuer(Es256Signer signer) {
        this.signer = signer;
    }

    /** The signed certificate with all its disclosures. */
    public SdJwt issue(CredentialContent content, SaltSource salts) {
        List<Disclosure> disclosures = new ArrayList<>();
        content.selective().forEach((name, value) -> disclosures.add(Disclosure.of(salts.saltFor(name), name, value)));
        Map<String, Object> claims = new LinkedHashMap<>(content.disclosed());
        if (!disclosures.isEmpty()) {
            // Sorted, so that the order of digests tells nothing about which claim is which (RFC 9901 section 4.2.4.1).
            claims.put(
                    CredentialClaims.DIGESTS,
                    disclosures.stream().map(Disclosure::digest).sorted().toList());
            claims.put(CredentialClaims.DIGEST_ALGORITHM, "sha-256");
        }
        return new SdJwt(CompactJws.sign(SdJwt.TYPE, claims, signer), disclosures);
    }
}

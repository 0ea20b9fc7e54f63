package org.huzheng.verify;

import java.util.Map;
import java.util.Optional;
import org.huzheng.signing.JsonWebKeySet;

/** The authorities whose certificates are accepted, each with its published keys. */
@FunctionalInterface
public interface IssuerTrust {
    /**
     * The keys of an issuer, or nothing when it is not trusted.
     *
     * @param issuer the {@code iss} of a certificate
     */
    Optional<JsonWebKeySet> keysOf(String issuer);

    /** Trust in exactly the given issuers. */
    static IssuerTrust in(Map<String, JsonWebKeySet> issuers) {
        Map<String, JsonWebKeySet> copy = Map.copyOf(issuers);
        return issuer -> Optional.ofNullable(copy.get(issuer));
    }
}

package org.huzheng.api.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.identity.PersonKey;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;

/** Mints bearer tokens (RFC 9068 in spirit, ES256) for trials and tests; in production an authorization server does. */
public final class TokenMint {
    private final IssuerKey key;
    private final String audience;

    /**
     * Mints with a key of its own, never the one that signs certificates.
     *
     * @param audience service the tokens are meant for, as its {@code tokens.audience}
     */
    public TokenMint(IssuerKey key, String audience) {
        this.key = key;
        this.audience = audience;
    }

    /**
     * A token.
     *
     * @param asker client the token is for
     * @param scopes e.g. {@code certificate:kinship}, {@code verification:payment}, {@code purpose:school-enrolment}, {@code read:certificates}
     * @param now time of issue
     * @param lifetime how long it admits
     */
    public String mint(String asker, Set<String> scopes, Instant now, Duration lifetime) {
        return mint(Map.of(), asker, scopes, now, lifetime);
    }

    /**
     * A token of a citizen, as the identity platform issues it after the citizen has been identified.
     *
     * @param personKey the citizen
     * @param now time of issue
     * @param lifetime how long it admits
     */
    public String mintForCitizen(PersonKey personKey, Instant now, Duration lifetime) {
        return mint(
                Map.of(TokenClaims.PERSON_KEY, personKey.value()),
                "citizen",
                Set.of(TokenClaims.OWN_DISPUTES),
                now,
                lifetime);
    }

    /**
     * A token of an authorised agent of employers.
     *
     * @param employers unified social credit codes of the employers
     */
    public String mintForAgent(
            Set<String> employers, String asker, Set<String> scopes, Instant now, Duration lifetime) {
        return mint(Map.of(TokenClaims.EMPLOYERS, List.copyOf(new TreeSet<>(employers))), asker, scopes, now, lifetime);
    }

    private String mint(Map<String, Object> further, String asker, Set<String> scopes, Instant now, Duration lifetime) {
        Map<String, Object> claims = new LinkedHashMap<>(further);
        claims.put("sub", asker);
        claims.put("aud", audience);
        claims.put("scope", String.join(" ", new TreeSet<>(scopes)));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        return CompactJws.sign("at+jwt", claims, key.signer());
    }

    /** The public keys as a JWK set, for {@code tokens.keys-file}. */
    public String publicKeys() {
        return key.publicKeys().toJson();
    }
}

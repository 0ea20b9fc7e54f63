package org.huzheng.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.huzheng.wire.RecordDigest;

/**
 * Checks signatures of bearer tokens, those on elliptic curves with BouncyCastle's arithmetic: every request brings one, and the JDK's takes longer over it than
 * all the rest of the request does. The list of providers of the process stays as it is. An office brings the same token many times, and whether a key signed
 * these bytes does not change: what was found good is remembered for a while. Everything else about a token (its times, its audience, whether the key is still
 * among those trusted) is looked at with every request.
 */
@Singleton
@Replaces(DefaultJwkValidator.class)
class BearerSignatures extends DefaultJwkValidator {
    private static final int MOST_REMEMBERED = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    private final BouncyCastleProvider provider = new BouncyCastleProvider();
    private final Cache<Good, Boolean> good = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();

    /**
     * A key that signed a token.
     *
     * @param token SHA-256 of the whole token: the token itself would let whoever reads the memory act as the office
     */
    private record Good(JWK key, RecordDigest token) {}

    @Override
    public boolean validate(SignedJWT token, JWK key) {
        Good asked = new Good(key, RecordDigest.sha256(token.serialize().getBytes(StandardCharsets.UTF_8)));
        if (good.getIfPresent(asked) != null) {
            return true;
        }
        boolean isGood = super.validate(token, key);
        if (isGood) {
            good.put(asked, true);
        }
        return isGood;
    }

    @Override
    protected Optional<JWSVerifier> getVerifier(JWK jwk) {
        Optional<JWSVerifier> verifier = super.getVerifier(jwk);
        verifier.filter(ECDSAVerifier.class::isInstance)
                .ifPresent(elliptic -> elliptic.getJCAContext().setProvider(provider));
        return verifier;
    }
}

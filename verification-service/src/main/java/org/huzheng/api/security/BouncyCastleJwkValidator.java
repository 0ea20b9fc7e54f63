package org.huzheng.api.security;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.security.token.jwt.signature.jwks.DefaultJwkValidator;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Checks signatures of bearer tokens on elliptic curves with BouncyCastle's arithmetic: every request brings one, and the JDK's takes longer over
 * it than all the rest of the request does. The list of providers of the process stays as it is.
 */
@Singleton
@Replaces(DefaultJwkValidator.class)
final class BouncyCastleJwkValidator extends DefaultJwkValidator {
    private final BouncyCastleProvider provider = new BouncyCastleProvider();

    @Override
    protected Optional<JWSVerifier> getVerifier(JWK jwk) {
        Optional<JWSVerifier> verifier = super.getVerifier(jwk);
        verifier.filter(ECDSAVerifier.class::isInstance)
                .ifPresent(elliptic -> elliptic.getJCAContext().setProvider(provider));
        return verifier;
    }
}

package org.huzheng.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BearerSignaturesTest {
    private final Counting signatures = new Counting();
    private ECKey key;
    private SignedJWT token;

    @BeforeEach
    void accept() throws Exception {
        key = newKey();
        token = signed("school-office", key);
        assertThat(signatures.validate(token, key.toPublicJWK())).isTrue();
    }

    private static ECKey newKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("one-name-for-all").generate();
    }

    private static SignedJWT signed(String office, ECKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject(office).build());
        token.sign(new ECDSASigner(key));
        return token;
    }

    @Test
    void shouldCheckATokenThatIsBroughtAgainNoMore() throws Exception {
        // When
        SignedJWT again = SignedJWT.parse(token.serialize());

        // Then
        assertThat(signatures.validate(again, key.toPublicJWK())).isTrue();
        assertThat(signatures.checked).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnotherOfficesNameUnderASignatureThatIsRemembered() throws Exception {
        // When
        SignedJWT forged = with(1, signed("another-office", newKey()));

        // Then
        assertThat(forged.getJWTClaimsSet().getSubject()).isEqualTo("another-office");
        assertThat(signatures.validate(forged, key.toPublicJWK())).isFalse();
    }

    @Test
    void shouldRefuseARememberedBodyUnderAnotherSignature() throws Exception {
        // When
        SignedJWT forged = with(2, signed("another-office", key));

        // Then
        assertThat(forged.getJWTClaimsSet().getSubject()).isEqualTo("school-office");
        assertThat(signatures.validate(forged, key.toPublicJWK())).isFalse();
    }

    @Test
    void shouldRefuseUnderAnotherKeyOfTheSameNameWhatItAcceptedUnderOne() throws Exception {
        // Then
        assertThat(signatures.validate(token, newKey().toPublicJWK())).isFalse();
    }

    /** The accepted token with one of its three parts from another. */
    private SignedJWT with(int part, SignedJWT other) throws ParseException {
        String[] parts = token.serialize().split("\\.", -1);
        parts[part] = other.serialize().split("\\.", -1)[part];
        return SignedJWT.parse(String.join(".", parts));
    }

    /** Counts how many signatures it really checks. */
    private static final class Counting extends BearerSignatures {
        private int checked;

        @Override
        protected Optional<JWSVerifier> getVerifier(JWK jwk) {
            checked++;
            return super.getVerifier(jwk);
        }
    }
}

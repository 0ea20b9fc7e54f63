package org.huzheng.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.StrictJson;
import org.huzheng.signing.TestKeys;
import org.junit.jupiter.api.Test;

class StatusListTokenTest {
    private static final String URI = "https://issuer.example/v1/status-lists/0-0";
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final IssuerKey KEY = TestKeys.fresh();

    @Test
    void shouldReadBackWhatItSigned() {
        // Given
        StatusList list = new StatusList("0-0");
        list.set(4711, CredentialStatus.SUSPENDED);

        // When
        StatusListToken read = StatusListToken.read(CompactJws.parse(signed(list)));

        // Then
        assertThat(read.uri()).isEqualTo(URI);
        assertThat(read.issuedAt()).isEqualTo(NOW);
        assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(read.statuses().valueAt(4711)).isEqualTo(CredentialStatus.SUSPENDED.code());
    }

    @Test
    void shouldBeReadableByAnotherLibrary() throws Exception {
        // Given
        String token = signed(new StatusList("0-0"));

        // When
        SignedJWT foreign = SignedJWT.parse(token);

        // Then
        ECKey key = ECKey.parse(StrictJson.write(KEY.publicJwk().toMembers()));
        assertThat(foreign.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(key.computeThumbprint()).hasToString(KEY.publicJwk().kid());
        assertThat(foreign.getHeader().getType()).hasToString("statuslist+jwt");
        assertThat(foreign.getJWTClaimsSet().getSubject()).isEqualTo(URI);
        assertThat(foreign.getJWTClaimsSet().getLongClaim("ttl")).isEqualTo(60);
    }

    @Test
    void shouldRefuseATokenOfAnotherTypeOrWithoutAList() {
        // Given
        CompactJws otherType = CompactJws.parse(CompactJws.sign("JWT", Map.of("sub", URI), KEY.signer()));
        CompactJws noList = CompactJws.parse(CompactJws.sign("statuslist+jwt", Map.of("sub", URI), KEY.signer()));

        // When
        var wrongType = assertThatExceptionOfType(MalformedTokenException.class)
                .isThrownBy(() -> StatusListToken.read(otherType));
        var missing =
                assertThatExceptionOfType(MalformedTokenException.class).isThrownBy(() -> StatusListToken.read(noList));

        // Then
        wrongType.withMessageContaining("header.typ");
        missing.withMessageContaining("status_list");
    }

    private static String signed(StatusList list) {
        return StatusListToken.sign(
                list.snapshot(), URI, NOW, Duration.ofHours(1), Duration.ofMinutes(1), KEY.signer());
    }
}

package org.huzheng.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.StrictJson;
import org.huzheng.signing.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdJwtIssuerTest {
    private static final IssuerKey KEY = TestKeys.fresh();
    private final SdJwtIssuer issuer = new SdJwtIssuer(KEY.signer());

    @Test
    void shouldBeReadableByOtherLibraries() throws Exception {
        // Given
        String text = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS)
                .serialize();

        // When
        SDJWT foreign = SDJWT.parse(text);
        SignedJWT token = SignedJWT.parse(foreign.getCredentialJwt());
        Map<String, Object> claims =
                new SDObjectDecoder().decode(token.getPayload().toJSONObject(), foreign.getDisclosures());

        // Then
        ECKey key = ECKey.parse(StrictJson.write(KEY.publicJwk().toMembers()));
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getType()).hasToString("dc+sd-jwt");
        assertThat(claims)
                .containsEntry("iss", SampleCertificates.ISSUER)
                .containsEntry("purpose", "入学")
                .containsEntry("applicant_name", "王小明")
                .containsEntry("relative_name", "王𬱖㛃")
                .containsEntry("relation", "母子")
                .containsEntry("applicant_identity_number", "110***********002X")
                .containsKeys("months", "number", "status", "iat", "exp", "vct");
    }

    @Test
    void shouldMatchTheDisclosureExampleOfTheStandard() {
        // Given: RFC 9901 section 4.2.1 and 4.2.3
        String example = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0";

        // When
        Disclosure disclosure = Disclosure.parse(example);

        // Then
        assertThat(disclosure.name()).contains("family_name");
        assertThat(disclosure.value()).isEqualTo("Möbius");
        assertThat(disclosure.digest()).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    }

    @Test
    void shouldDifferOnlyInTheSignatureWhenIssuedAgain() {
        // When
        SdJwt first = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS);
        SdJwt second = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS);

        // Then
        assertThat(signed(first)).isEqualTo(signed(second));
        assertThat(first.issuerJwt()).isNotEqualTo(second.issuerJwt());
        assertThat(first.disclosures().stream().map(Disclosure::encoded))
                .containsExactlyElementsOf(
                        second.disclosures().stream().map(Disclosure::encoded).toList());
    }

    @Test
    void shouldSaltEveryClaimAndDecisionDifferently() {
        // Given
        byte[] secret = "another secret of at least 32 bytes".getBytes(StandardCharsets.UTF_8);

        // When
        Set<String> salts = Set.of(
                new HmacSaltSource(secret, "decision-1").saltFor("a"),
                new HmacSaltSource(secret, "decision-1").saltFor("b"),
                new HmacSaltSource(secret, "decision-2").saltFor("a"),
                SampleCertificates.SALTS.saltFor("a"));

        // Then: 128 bits are 22 characters
        assertThat(salts).hasSize(4).allSatisfy(salt -> assertThat(salt).hasSize(22));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HmacSaltSource(new byte[31], "decision-1"))
                .withMessageContaining("at least 32 bytes, found 31");
        assertThatIllegalArgumentException().isThrownBy(() -> new HmacSaltSource(secret, "a|b"));
    }

    @Test
    void shouldNotTellWhichDigestIsWhichClaim() {
        // When
        SdJwt certificate = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS);

        // Then
        Map<String, Object> payload = certificate.token().payload();
        assertThat((List<?>) payload.get("_sd")).hasSize(5).isSorted();
        assertThat(payload).containsEntry("_sd_alg", "sha-256").doesNotContainKey("applicant_name");
    }

    @Test
    void shouldShowOnlyWhatTheHolderChooses() {
        // Given
        SdJwt certificate = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS);

        // When
        SdJwt shown = SdJwt.parse(certificate.showing(Set.of("relation")).serialize());

        // Then
        assertThat(shown.disclosures().stream().map(Disclosure::name).map(name -> name.orElse("")))
                .containsExactly("relation");
        assertThat(shown.issuerJwt()).isEqualTo(certificate.issuerJwt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "exp", "status", "number", "purpose", "_sd", "...", "_sd_alg", " "})
    void shouldRefuseToMakeAReservedClaimSelective(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SampleCertificates.builder().selective(name, "x").build());
    }

    @Test
    void shouldRefuseValuesThatAreNotOfACertificate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SampleCertificates.builder().selective("amount", 1.5).build())
                .withMessageContaining("Claim amount")
                .withMessageContaining("java.lang.Double");
        assertThatIllegalArgumentException().isThrownBy(() -> SampleCertificates.builder()
                .selective("rows", List.of(Map.of("_sd", "x")))
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleCertificates.builder().disclosed("iss", "https://other.example"))
                .withMessageContaining("found twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no-tilde", "a.b.c~WyJh", "a.b.c~W10~", "a.b.c~WyJzIiwibiIsInYiLDFd~", "a.b.c~W251bGwsIngiXQ~"})
    void shouldRefuseTextThatIsNoSdJwt(String text) {
        assertThatExceptionOfType(MalformedTokenException.class).isThrownBy(() -> SdJwt.parse(text));
    }

    @Test
    void shouldNotShowPeopleInLogs() {
        // Given
        SdJwt certificate = issuer.issue(SampleCertificates.content(), SampleCertificates.SALTS);

        // When
        String logged = certificate + " " + certificate.disclosures() + " " + SampleCertificates.content() + " "
                + MaskedIdentityNumber.of("11010519491231002X") + " " + certificate.token();

        // Then
        assertThat(logged).doesNotContain("王", "母子", "002X", "110***").contains("redacted");
    }

    private static String signed(SdJwt certificate) {
        CompactJws token = certificate.token();
        assertThat(token.isSignedBy(KEY.publicJwk())).isTrue();
        return certificate.issuerJwt().substring(0, certificate.issuerJwt().lastIndexOf('.'));
    }
}

package org.huzheng.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.presentation.SampleCertificates.EXPIRES;
import static org.huzheng.presentation.SampleCertificates.ISSUED;
import static org.huzheng.presentation.SampleCertificates.SLOT;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.huzheng.presentation.SdJwt;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.StrictJson;
import org.huzheng.status.CredentialStatus;
import org.huzheng.verify.CheckResult.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateVerifierTest extends VerifyingTest {
    @Test
    void shouldAcceptAGoodCertificateAndSayWhatItSays() {
        // When
        VerificationReport report = verify(GOOD.serialize());

        // Then
        assertThat(report.checks()).allMatch(CheckResult::hasPassed);
        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.claims())
                .containsEntry("applicant_name", "王小明")
                .containsEntry("purpose", "入学")
                .doesNotContainKeys("_sd", "_sd_alg"));
        assertThat(report.toString()).doesNotContain("王小明", "入学");
    }

    @Test
    void shouldAcceptACertificateThatShowsLess() {
        // When
        VerificationReport report = verify(GOOD.showing(Set.of("relation")).serialize());

        // Then
        assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.claims())
                .containsEntry("relation", "母子")
                .doesNotContainKey("applicant_name"));
        assertThat(report.result(Check.DISCLOSURES).reason().en()).startsWith("1 disclosures");
    }

    @Nested
    class Format {
        @ParameterizedTest
        @CsvSource({
            "alg, none, header.alg",
            "alg, ES384, header.alg",
            "alg, HS256, header.alg",
            "typ, JWT, header.typ",
            "typ, vc+sd-jwt, header.typ",
            "typ, statuslist+jwt, header.typ",
            "crit, b64, header.crit",
            "kid, '', header.kid",
        })
        void shouldRefuseAnotherAlgorithmOrType(String member, String value, String where) {
            // Given
            Map<String, Object> header = new LinkedHashMap<>(Map.of(
                    "alg", "ES256", "typ", "dc+sd-jwt", "kid", KEY.publicJwk().kid()));
            header.put(member, value);
            if (value.isEmpty()) {
                header.remove(member);
            }

            // When
            VerificationReport report = verify(signed(header, GOOD.token().payload()));

            // Then
            assertStopped(report, Check.FORMAT, where);
            assertThat(report.result(Check.FORMAT).reason().zh()).isEqualTo("证明格式不正确：" + where);
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "iat", "exp", "vct", "status", "number"})
        void shouldRefuseAMissingClaim(String name) {
            // Given
            String tampered = withClaims(claims -> claims.remove(name));

            // When
            VerificationReport report = verify(tampered);

            // Then
            assertStopped(report, Check.FORMAT, name);
        }

        @ParameterizedTest
        @CsvSource({
            "exp, '\"tomorrow\"', exp",
            "exp, 1e30, exp",
            "exp, 999999999999999999, exp",
            "nbf, null, nbf",
            "_sd_alg, '\"sha-1\"', _sd_alg",
            "number, '\"1.2.156.3005.2.T.I.S.001.0\"', number.CHECK",
            "status, '{\"status_list\":{\"idx\":-1,\"uri\":\"x\"}}', idx",
            "status, '{\"status_list\":{\"idx\":1}}', uri",
        })
        void shouldRefuseAClaimOfTheWrongShape(String name, String json, String message) {
            // Given
            Object value = StrictJson.readArray(("[" + json + "]").getBytes(StandardCharsets.UTF_8), "test")
                    .get(0);
            String tampered = withClaims(claims -> claims.put(name, value));

            // When
            VerificationReport report = verify(tampered);

            // Then
            assertStopped(report, Check.FORMAT, message);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "~", "x", "a.b.c~", "\u0000", "王小明~"})
        void shouldRefuseTextThatIsNoCertificate(String text) {
            assertStopped(verify(text), Check.FORMAT, "expected");
        }

        @Test
        void shouldRefuseAKeyBindingOurCertificatesHaveNoUseFor() {
            assertStopped(verify(GOOD.serialize() + "a.b.c"), Check.FORMAT, "a key binding");
        }

        @Test
        void shouldRefuseATextWithoutEnd() {
            assertStopped(verify(GOOD.serialize() + "A".repeat(1 << 20)), Check.FORMAT, "at most 1048576 characters");
        }
    }

    @Nested
    class Issuer {
        @Test
        void shouldRefuseAnIssuerNobodyTrusts() {
            // Given
            String foreign = withClaims(claims -> claims.put("iss", "https://look-alike.example"));

            // When
            VerificationReport report = verify(foreign);

            // Then
            assertStopped(report, Check.ISSUER, "https://look-alike.example");
            assertThat(report.result(Check.ISSUER).reason().zh()).isEqualTo("签发机关不受信任");
        }

        @Test
        void shouldRefuseAKeyTheIssuerNeverPublished() {
            // Given
            String foreign = CompactJws.sign(SdJwt.TYPE, GOOD.token().payload(), OTHER_KEY.signer()) + "~";

            // When
            VerificationReport report = verify(foreign);

            // Then
            assertStopped(report, Check.ISSUER, "published no key named");
        }
    }

    @Nested
    class Signature {
        @Test
        void shouldRefuseAChangedPayload() {
            // Given: the purpose changed, the signature kept
            String[] parts = GOOD.issuerJwt().split("\\.", -1);
            Map<String, Object> claims = new LinkedHashMap<>(GOOD.token().payload());
            claims.put("purpose", "贷款");
            String tampered = parts[0] + "." + Base64Url.encodeUtf8(StrictJson.write(claims)) + "." + parts[2] + "~";

            // When
            VerificationReport report = verify(tampered);

            // Then
            assertStopped(report, Check.SIGNATURE, "does not fit the content");
        }

        @Test
        void shouldRefuseASignatureByAnotherKeyUnderTheIssuersKeyName() {
            // Given
            Map<String, Object> header = Map.of(
                    "alg", "ES256", "typ", "dc+sd-jwt", "kid", KEY.publicJwk().kid());
            String forged = signed(header, GOOD.token().payload(), OTHER_KEY);

            // When
            VerificationReport report = verify(forged);

            // Then
            assertStopped(report, Check.SIGNATURE, "does not fit the content");
        }

        @Test
        void shouldRefuseAnEmptySignature() {
            String unsigned = GOOD.issuerJwt().substring(0, GOOD.issuerJwt().lastIndexOf('.') + 1) + "~";

            assertStopped(verify(unsigned), Check.SIGNATURE, "does not fit the content");
        }
    }

    @Nested
    class Validity {
        @Test
        void shouldRefuseFromTheMomentOfExpiry() {
            assertOnly(verify(GOOD.serialize(), EXPIRES), Check.VALIDITY, Outcome.FAILED, "Expired at " + EXPIRES);
            assertThat(verify(GOOD.serialize(), EXPIRES.minusSeconds(1)).verdict())
                    .isInstanceOf(Verdict.Valid.class);
        }

        @Test
        void shouldRefuseBeforeIssueBeyondTheToleranceOfClocks() {
            assertOnly(
                    verify(GOOD.serialize(), ISSUED.minusSeconds(61)),
                    Check.VALIDITY,
                    Outcome.FAILED,
                    "Not valid before " + ISSUED);
            assertThat(verify(GOOD.serialize(), ISSUED.minusSeconds(60)).verdict())
                    .isInstanceOf(Verdict.Valid.class);
        }

        @Test
        void shouldRefuseBeforeTheBeginningItNames() {
            String later = withClaims(claims -> claims.put("nbf", EXPIRES.getEpochSecond() - 1));

            assertOnly(verify(later), Check.VALIDITY, Outcome.FAILED, "Not valid before");
        }
    }

    @Test
    void shouldReportEveryIndependentCheck() {
        // Given
        list.set(SLOT.index(), CredentialStatus.INVALID);

        // When
        VerificationReport report = verifier.verify(
                GOOD.serialize(), TRUST, uri -> new StatusSource.Answer.Served(token(uri, EXPIRES, KEY)), EXPIRES);

        // Then
        assertThat(report.verdict())
                .isInstanceOfSatisfying(Verdict.NotValid.class, notValid -> assertThat(notValid.because())
                        .extracting(CheckResult::check)
                        .containsExactly(Check.VALIDITY, Check.STATUS));
    }
}

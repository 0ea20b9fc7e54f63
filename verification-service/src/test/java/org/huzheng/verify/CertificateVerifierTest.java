package org.huzheng.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.presentation.SampleCertificates.EXPIRES;
import static org.huzheng.presentation.SampleCertificates.ISSUED;
import static org.huzheng.presentation.SampleCertificates.ISSUER;
import static org.huzheng.presentation.SampleCertificates.LISTS;
import static org.huzheng.presentation.SampleCertificates.SALTS;
import static org.huzheng.presentation.SampleCertificates.SLOT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.presentation.Disclosure;
import org.huzheng.presentation.SampleCertificates;
import org.huzheng.presentation.SdJwt;
import org.huzheng.presentation.SdJwtIssuer;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.StrictJson;
import org.huzheng.signing.TestKeys;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.StatusList;
import org.huzheng.status.StatusListToken;
import org.huzheng.verify.CheckResult.Outcome;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateVerifierTest {
    private static final Instant NOW = ISSUED.plusSeconds(3600);
    private static final IssuerKey KEY = TestKeys.fresh();
    private static final IssuerKey OTHER_KEY = TestKeys.fresh();
    private static final IssuerTrust TRUST = IssuerTrust.in(Map.of(ISSUER, KEY.publicKeys()));
    private static final SdJwt GOOD = new SdJwtIssuer(KEY.signer()).issue(SampleCertificates.content(), SALTS);

    private final CertificateVerifier verifier = new CertificateVerifier();
    private final StatusList list = new StatusList(SLOT.listId());

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

    @Nested
    class Status {
        @ParameterizedTest
        @EnumSource(
                value = CredentialStatus.class,
                names = {"INVALID", "SUSPENDED"})
        void shouldRefuseARevokedOrSuspendedCertificate(CredentialStatus status) {
            // Given
            list.set(SLOT.index(), status);

            // When
            VerificationReport report = verify(GOOD.serialize());

            // Then
            String expected = status == CredentialStatus.INVALID ? "revoked" : "suspended";
            assertOnly(report, Check.STATUS, Outcome.FAILED, expected);
        }

        @Test
        void shouldNotCallACertificateValidWhenTheListIsUnavailable() {
            // When
            VerificationReport report = verifier.verify(
                    GOOD.serialize(), TRUST, uri -> new StatusSource.Answer.Unavailable("connection refused"), NOW);

            // Then
            assertOnly(report, Check.STATUS, Outcome.NOT_CHECKED, "connection refused");
        }

        @Test
        void shouldNotRelyOnAnExpiredList() {
            assertOnly(
                    verifyWithList(token(SLOT.uri(LISTS), NOW.minusSeconds(7200), KEY)),
                    Check.STATUS,
                    Outcome.NOT_CHECKED,
                    "The status list expired");
        }

        @Test
        void shouldRefuseAListSignedBySomebodyElse() {
            assertOnly(
                    verifyWithList(token(SLOT.uri(LISTS), NOW, OTHER_KEY)),
                    Check.STATUS,
                    Outcome.FAILED,
                    "not signed by the certificate's issuer");
        }

        @Test
        void shouldRefuseTheListOfOtherCertificates() {
            assertOnly(
                    verifyWithList(token(LISTS + "/9-9", NOW, KEY)),
                    Check.STATUS,
                    Outcome.FAILED,
                    "not the one the certificate names");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"bits":2,"lst":"AAAA"}        | zlib
                        {"bits":1,"lst":"eNrbuRgAAhcBXQ"} | 1 bits per status
                        {"bits":2,"lst":"eNo76fITAAPfAgc"} | index: expected 0 to 11
                        {"bits":2}                     | status_list
                        """)
        void shouldRefuseAListItCannotRead(String json, String message) {
            // Given
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("sub", SLOT.uri(LISTS));
            claims.put("iat", NOW.getEpochSecond());
            claims.put("exp", NOW.getEpochSecond() + 60);
            claims.put("status_list", StrictJson.readObject(json.getBytes(StandardCharsets.UTF_8), "test"));

            // When
            VerificationReport report = verifyWithList(CompactJws.sign(StatusListToken.TYPE, claims, KEY.signer()));

            // Then
            assertOnly(report, Check.STATUS, Outcome.FAILED, message);
        }

        @Test
        void shouldRefuseACertificateInPlaceOfAList() {
            assertOnly(verifyWithList(GOOD.issuerJwt()), Check.STATUS, Outcome.FAILED, "header.typ");
            assertOnly(verifyWithList("no list"), Check.STATUS, Outcome.FAILED, "malformed");
        }
    }

    @Nested
    class Disclosures {
        @Test
        void shouldRefuseADisclosureThatNothingReferences() {
            assertRefused(
                    GOOD.serialize() + disclosure("c2FsdHNhbHRzYWx0c2FsdA", "relation", "父子") + "~",
                    "1 disclosures are referenced by no signed digest");
        }

        @Test
        void shouldRefuseAChangedDisclosure() {
            // Given: the same salt and name, another value
            String original = GOOD.disclosures().get(0).encoded();
            String changed = disclosure(SALTS.saltFor("applicant_name"), "applicant_name", "李四");

            // When
            String tampered = GOOD.serialize().replace(original, changed);

            // Then
            assertThat(tampered).isNotEqualTo(GOOD.serialize());
            assertRefused(tampered, "referenced by no signed digest");
        }

        @Test
        void shouldRefuseADisclosurePresentedTwice() {
            assertRefused(GOOD.serialize() + GOOD.disclosures().get(0).encoded() + "~", "presented twice");
        }

        @Test
        void shouldRefuseADigestThatOccursTwice() {
            // Given
            String digest = GOOD.disclosures().get(0).digest();
            String tampered = withClaims(claims -> {
                claims.put("_sd", List.of(digest));
                claims.put("other", Map.of("_sd", List.of(digest)));
            });

            // Then
            assertRefused(tampered, "A digest occurs twice");
        }

        @ParameterizedTest
        @CsvSource({
            "_sd, reserved",
            "..., reserved",
            "iss, replaces the claim",
            "purpose, replaces the claim",
            "cnf, replaces the claim",
            "nbf, replaces the claim",
        })
        void shouldRefuseASignedDisclosureOfAReservedName(String name, String message) {
            // Given
            String encoded = disclosure("c2FsdHNhbHRzYWx0c2FsdA", name, "x");
            String token = withClaims(claims ->
                    claims.put("_sd", List.of(Disclosure.parse(encoded).digest())));

            // Then
            assertRefused(token + encoded + "~", message);
        }

        @Test
        void shouldRefuseDisclosuresInTheWrongKindOfPlace() {
            // Given
            String element = Base64Url.encodeUtf8("[\"c2FsdHNhbHRzYWx0c2FsdA\",\"x\"]");
            String member = disclosure("c2FsdHNhbHRzYWx0c2FsdA", "name", "x");
            String elementAsMember = withClaims(claims ->
                    claims.put("_sd", List.of(Disclosure.parse(element).digest())));
            String memberAsElement = withClaims(claims -> claims.put(
                    "rows", List.of(Map.of("...", Disclosure.parse(member).digest()))));

            // Then
            assertRefused(elementAsMember + element + "~", "stands for a claim");
            assertRefused(memberAsElement + member + "~", "stands for an array element");
            assertRefused(withClaims(claims -> claims.put("_sd", "x")), "not an array");
            assertRefused(withClaims(claims -> claims.put("_sd", List.of(1))), "not a text");
            assertRefused(withClaims(claims -> claims.put("row", Map.of("...", "x"))), "outside of an array element");
        }

        @Test
        void shouldResolveNestedDisclosuresOfOtherIssuers() {
            // Given: an object that hides a member, and an array that hides an element
            String inner = disclosure("aW5uZXJpbm5lcmlubmVyMQ", "city", "示例市");
            String outer = Base64Url.encodeUtf8(StrictJson.write(List.of(
                    "b3V0ZXJvdXRlcm91dGVyMQ",
                    "address",
                    Map.of("_sd", List.of(Disclosure.parse(inner).digest(), "decoy")))));
            String element = Base64Url.encodeUtf8("[\"ZWxlbWVudGVsZW1lbnQx\",\"second\"]");
            String token = withClaims(claims -> {
                claims.put("_sd", List.of(Disclosure.parse(outer).digest()));
                claims.put(
                        "rows",
                        List.of("first", Map.of("...", Disclosure.parse(element).digest()), Map.of("...", "decoy2")));
            });

            // When
            VerificationReport report = verify(token + outer + "~" + inner + "~" + element + "~");

            // Then
            assertThat(report.verdict()).isInstanceOfSatisfying(Verdict.Valid.class, valid -> assertThat(valid.claims())
                    .containsEntry("address", Map.of("city", "示例市"))
                    .containsEntry("rows", List.of("first", "second")));
        }

        private void assertRefused(String presented, String message) {
            assertOnly(verify(presented), Check.DISCLOSURES, Outcome.FAILED, message);
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

    private VerificationReport verify(String presented) {
        return verify(presented, NOW);
    }

    private VerificationReport verify(String presented, Instant now) {
        return verifier.verify(presented, TRUST, uri -> new StatusSource.Answer.Served(token(uri, now, KEY)), now);
    }

    private VerificationReport verifyWithList(String token) {
        return verifier.verify(GOOD.serialize(), TRUST, uri -> new StatusSource.Answer.Served(token), NOW);
    }

    private String token(String uri, Instant issuedAt, IssuerKey key) {
        return StatusListToken.sign(
                list.snapshot(), uri, issuedAt, Duration.ofHours(1), Duration.ofMinutes(1), key.signer());
    }

    /** The sample's claims changed and truly signed again, without disclosures. */
    private static String withClaims(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = new LinkedHashMap<>(GOOD.token().payload());
        claims.remove("_sd");
        change.accept(claims);
        return CompactJws.sign(SdJwt.TYPE, claims, KEY.signer()) + "~";
    }

    private static String signed(Map<String, Object> header, Map<String, Object> payload) {
        return signed(header, payload, KEY);
    }

    private static String signed(Map<String, Object> header, Map<String, Object> payload, IssuerKey key) {
        String input =
                Base64Url.encodeUtf8(StrictJson.write(header)) + "." + Base64Url.encodeUtf8(StrictJson.write(payload));
        return input + "." + Base64Url.encode(key.signer().sign(input.getBytes(StandardCharsets.US_ASCII))) + "~";
    }

    private static String disclosure(String salt, String name, Object value) {
        return Base64Url.encodeUtf8(StrictJson.write(List.of(salt, name, value)));
    }

    private static void assertStopped(VerificationReport report, Check check, String message) {
        assertThat(report.result(check).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.result(check).reason().en()).contains(message);
        assertThat(report.result(check).reason().zh()).isNotBlank();
        List<Check> later = new ArrayList<>(List.of(Check.values()));
        later.removeIf(other -> other.compareTo(check) <= 0);
        assertThat(later)
                .allSatisfy(other -> assertThat(report.result(other).outcome()).isEqualTo(Outcome.NOT_CHECKED));
        assertThat(report.verdict()).isInstanceOf(Verdict.NotValid.class);
    }

    private static void assertOnly(VerificationReport report, Check check, Outcome outcome, String message) {
        assertThat(report.verdict())
                .isInstanceOfSatisfying(Verdict.NotValid.class, notValid -> assertThat(notValid.because())
                        .singleElement()
                        .satisfies(result -> {
                            assertThat(result.check()).isEqualTo(check);
                            assertThat(result.outcome()).isEqualTo(outcome);
                            assertThat(result.reason().en()).contains(message);
                            assertThat(result.reason().zh()).isNotBlank();
                        }));
    }
}

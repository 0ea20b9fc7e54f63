package org.huzheng.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.presentation.SampleCertificates.ISSUED;
import static org.huzheng.presentation.SampleCertificates.ISSUER;
import static org.huzheng.presentation.SampleCertificates.SALTS;
import static org.huzheng.presentation.SampleCertificates.SLOT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.huzheng.presentation.SampleCertificates;
import org.huzheng.presentation.SdJwt;
import org.huzheng.presentation.SdJwtIssuer;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.StrictJson;
import org.huzheng.signing.TestKeys;
import org.huzheng.status.StatusList;
import org.huzheng.status.StatusListToken;
import org.huzheng.verify.CheckResult.Outcome;

/** A good certificate, its status list, and the ways to tamper with both. */
abstract class VerifyingTest {
    static final Instant NOW = ISSUED.plusSeconds(3600);
    static final IssuerKey KEY = TestKeys.fresh();
    static final IssuerKey OTHER_KEY = TestKeys.fresh();
    static final IssuerTrust TRUST = IssuerTrust.in(Map.of(ISSUER, KEY.publicKeys()));
    static final SdJwt GOOD = new SdJwtIssuer(KEY.signer()).issue(SampleCertificates.content(), SALTS);

    final CertificateVerifier verifier = new CertificateVerifier();
    final StatusList list = new StatusList(SLOT.listId());

    final VerificationReport verify(String presented) {
        return verify(presented, NOW);
    }

    final VerificationReport verify(String presented, Instant now) {
        return verifier.verify(presented, TRUST, uri -> new StatusSource.Answer.Served(token(uri, now, KEY)), now);
    }

    final VerificationReport verifyWithList(String token) {
        return verifier.verify(GOOD.serialize(), TRUST, uri -> new StatusSource.Answer.Served(token), NOW);
    }

    final String token(String uri, Instant issuedAt, IssuerKey key) {
        return StatusListToken.sign(
                list.snapshot(), uri, issuedAt, Duration.ofHours(1), Duration.ofMinutes(1), key.signer());
    }

    /** The sample's claims changed and truly signed again, without disclosures. */
    static String withClaims(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = new LinkedHashMap<>(GOOD.token().payload());
        claims.remove("_sd");
        change.accept(claims);
        return CompactJws.sign(SdJwt.TYPE, claims, KEY.signer()) + "~";
    }

    static String signed(Map<String, Object> header, Map<String, Object> payload) {
        return signed(header, payload, KEY);
    }

    static String signed(Map<String, Object> header, Map<String, Object> payload, IssuerKey key) {
        String input =
                Base64Url.encodeUtf8(StrictJson.write(header)) + "." + Base64Url.encodeUtf8(StrictJson.write(payload));
        return input + "." + Base64Url.encode(key.signer().sign(input.getBytes(StandardCharsets.US_ASCII))) + "~";
    }

    static String disclosure(String salt, String name, Object value) {
        return Base64Url.encodeUtf8(StrictJson.write(List.of(salt, name, value)));
    }

    static void assertStopped(VerificationReport report, Check check, String message) {
        assertThat(report.result(check).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.result(check).reason().en()).contains(message);
        assertThat(report.result(check).reason().zh()).isNotBlank();
        List<Check> later = new ArrayList<>(List.of(Check.values()));
        later.removeIf(other -> other.compareTo(check) <= 0);
        assertThat(later)
                .allSatisfy(other -> assertThat(report.result(other).outcome()).isEqualTo(Outcome.NOT_CHECKED));
        assertThat(report.verdict()).isInstanceOf(Verdict.NotValid.class);
    }

    static void assertOnly(VerificationReport report, Check check, Outcome outcome, String message) {
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

package org.huzheng.verify;

import static org.huzheng.presentation.SampleCertificates.LISTS;
import static org.huzheng.presentation.SampleCertificates.SLOT;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.StrictJson;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.StatusListToken;
import org.huzheng.verify.CheckResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatusCheckTest extends VerifyingTest {
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

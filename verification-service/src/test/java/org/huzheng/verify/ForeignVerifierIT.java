package org.huzheng.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huzheng.presentation.SampleCertificates.EXPIRES;
import static org.huzheng.presentation.SampleCertificates.ISSUED;
import static org.huzheng.presentation.SampleCertificates.LISTS;
import static org.huzheng.presentation.SampleCertificates.SALTS;
import static org.huzheng.presentation.SampleCertificates.SLOT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.huzheng.presentation.SampleCertificates;
import org.huzheng.presentation.SdJwt;
import org.huzheng.presentation.SdJwtIssuer;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.IssuerKey;
import org.huzheng.signing.StrictJson;
import org.huzheng.signing.TestKeys;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.StatusList;
import org.huzheng.status.StatusListToken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Strangers with other libraries come to the same answer about our certificates. */
class ForeignVerifierIT {
    private static final Instant NOW = ISSUED.plusSeconds(3600);
    private static final IssuerKey KEY = TestKeys.fresh();
    private static final SdJwt GOOD = new SdJwtIssuer(KEY.signer()).issue(SampleCertificates.content(), SALTS);

    private static ForeignVerifier foreign;

    private final StatusList list = new StatusList(SLOT.listId());

    @BeforeAll
    static void install() {
        foreign = ForeignVerifier.install();
    }

    @Test
    void shouldAcceptAGoodCertificate() {
        // When
        ForeignVerifier.Result result = verify(GOOD.serialize());

        // Then
        assertThat(result.reason()).isEmpty();
        assertThat(result.valid()).isTrue();
        assertThat(result.claims())
                .containsEntry("applicant_name", "王小明")
                .containsEntry("relative_name", "王𬱖㛃")
                .containsEntry("purpose", "入学")
                .containsKey("months");
    }

    @Test
    void shouldAcceptACertificateThatShowsLess() {
        // When
        ForeignVerifier.Result result =
                foreign.verifyWithoutStatus(GOOD.showing(Set.of("relation")).serialize(), KEY.publicKeys(), NOW);

        // Then
        assertThat(result.valid()).isTrue();
        assertThat(result.claims()).containsEntry("relation", "母子").doesNotContainKey("applicant_name");
    }

    @Test
    void shouldRefuseAChangedPayload() {
        // Given: the first character of the payload's second half
        String text = GOOD.serialize();
        int place = text.indexOf('.') + 40;
        char other = text.charAt(place) == 'A' ? 'B' : 'A';

        // When
        ForeignVerifier.Result result = verify(text.substring(0, place) + other + text.substring(place + 1));

        // Then
        assertThat(result.valid()).isFalse();
        assertThat(result.reason()).contains("signature");
    }

    @Test
    void shouldRefuseAChangedDisclosure() {
        // Given
        String changed = Base64Url.encodeUtf8(
                StrictJson.write(List.of(SALTS.saltFor("applicant_name"), "applicant_name", "李四")));

        // When
        ForeignVerifier.Result result =
                verify(GOOD.serialize().replace(GOOD.disclosures().get(0).encoded(), changed));

        // Then
        assertThat(result.valid()).isFalse();
        assertThat(result.reason()).contains("referenced by no digest");
    }

    @Test
    void shouldRefuseTheKeyOfSomebodyElse() {
        // When
        ForeignVerifier.Result result =
                foreign.verifyWithoutStatus(GOOD.serialize(), TestKeys.fresh().publicKeys(), NOW);

        // Then
        assertThat(result.valid()).isFalse();
        assertThat(result.reason()).contains("no applicable key");
    }

    @Test
    void shouldRefuseASuspendedCertificate() {
        // Given
        list.set(SLOT.index(), CredentialStatus.SUSPENDED);

        // When
        ForeignVerifier.Result result = verify(GOOD.serialize());

        // Then
        assertThat(result.valid()).isFalse();
        assertThat(result.reason()).contains("Status is not valid");
    }

    @Test
    void shouldRefuseAnExpiredCertificate() {
        // When
        ForeignVerifier.Result result =
                foreign.verifyWithoutStatus(GOOD.serialize(), KEY.publicKeys(), EXPIRES.plusSeconds(1));

        // Then
        assertThat(result.valid()).isFalse();
        assertThat(result.reason()).contains("\"exp\"");
    }

    private ForeignVerifier.Result verify(String certificate) {
        String token = StatusListToken.sign(
                list.snapshot(), SLOT.uri(LISTS), NOW, Duration.ofHours(1), Duration.ofMinutes(1), KEY.signer());
        return foreign.verify(certificate, KEY.publicKeys(), token, NOW);
    }
}

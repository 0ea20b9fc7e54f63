package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.catalogue.Topics;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.signing.JsonWebKeySet;
import org.huzheng.verify.ForeignVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate the running service issued, checked by libraries that did not make it, with the keys the service publishes. */
class ForeignCheckIT {
    private static final String BODY = """
            {"type":"payment","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"},
             "from":"2026-01","to":"2026-03","kinds":["PENSION"]}""";

    @Test
    void shouldBeVerifiedByForeignLibrariesAndRefusedWhenTampered(@TempDir Path directory) throws Exception {
        ForeignVerifier foreign = ForeignVerifier.install();
        try (RunningService running = new RunningService(directory);
                VerificationService service =
                        VerificationService.start(ServiceConfiguration.read(running.settings("one"), Map.of()))) {
            // Given
            String payer = ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), 12)
                    .value();
            running.publish(Topics.HOUSEHOLD_RESIDENT, running.keyOf(payer), SyntheticRecords.adult("payer"));
            running.publish(
                    Topics.SOCIAL_SECURITY_CONTRIBUTION,
                    running.keyOf(payer),
                    SyntheticRecords.contribution("payer", 202601));
            running.markAllFeeds();
            String credential = running.postWhenFresh(service.url(), "/v1/certificates", BODY.formatted(payer))
                    .body()
                    .path("credential")
                    .asText();
            JsonWebKeySet keys = JsonWebKeySet.parse(running.get(service.url(), "/.well-known/jwks.json", Map.of())
                    .response()
                    .body());
            int changed = credential.indexOf('.') + 40;
            String tampered = credential.substring(0, changed)
                    + (credential.charAt(changed) == 'A' ? 'B' : 'A')
                    + credential.substring(changed + 1);

            // When
            ForeignVerifier.Result untouched = foreign.verifyWithoutStatus(credential, keys, Instant.now());
            ForeignVerifier.Result touched = foreign.verifyWithoutStatus(tampered, keys, Instant.now());

            // Then
            assertThat(untouched.valid()).as(untouched.reason()).isTrue();
            assertThat(untouched.claims()).containsEntry("purpose", "school-enrolment");
            assertThat(touched.valid()).isFalse();
        }
    }
}

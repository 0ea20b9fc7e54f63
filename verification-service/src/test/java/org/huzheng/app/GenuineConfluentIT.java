package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.huzheng.app.RunningService.Reply;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.broker.testing.EventsOn;
import org.huzheng.broker.testing.GenuineConfluent;
import org.huzheng.catalogue.Topics;
import org.huzheng.identity.ResidentIdentityNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with Confluent's own serializers in place of ours, by configuration alone. */
class GenuineConfluentIT {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path directory;

    private RunningService running;

    @BeforeEach
    void start() throws IOException {
        running = new RunningService(directory);
        Thread.currentThread().setContextClassLoader(GenuineConfluent.classLoader());
    }

    @AfterEach
    void stop() {
        Thread.currentThread().setContextClassLoader(before);
        running.close();
    }

    @Test
    void shouldIssueACertificateThroughConfluentsSerializers() throws Exception {
        // Given
        String payer = ResidentIdentityNumber.of("110105", LocalDate.of(1988, 6, 2), 12)
                .value();
        running.publish(Topics.HOUSEHOLD_RESIDENT, running.keyOf(payer), SyntheticRecords.adult("payer"));
        running.publish(
                Topics.SOCIAL_SECURITY_CONTRIBUTION,
                running.keyOf(payer),
                SyntheticRecords.contribution("payer", 202601));
        running.markAllFeeds();
        Path settings = running.settings(
                "genuine",
                Map.of("serializer", GenuineConfluent.SERIALIZER, "deserializer", GenuineConfluent.DESERIALIZER));
        String body = """
                {"type":"payment","purpose":"school-enrolment","basis":{"kind":"STATUTE"},"applicant":{"identityNumber":"%s"},
                 "from":"2026-01","to":"2026-03","kinds":["PENSION"]}""".formatted(payer);

        // When
        Reply issued;
        try (VerificationService service = VerificationService.start(ServiceConfiguration.read(settings, Map.of()))) {
            issued = running.postWhenFresh(service.url(), "/v1/certificates", body);
        }

        // Then
        assertThat(issued.status()).as(issued.response().body()).isEqualTo(201);
        assertThat(new org.huzheng.audit.Audit(
                                running.exchange().clientConfig("auditor"),
                                running.wire().registry())
                        .replay()
                        .differences())
                .isEmpty();
        assertThat(EventsOn.of(Topics.CERTIFICATES, running.exchange().clientConfig("auditor")))
                .extracting(CloudEvent::getId)
                .containsExactly(issued.body().path("number").asText());
    }
}

package org.huzheng.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huzheng.app.RunningService.Reply;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.testing.EventsOn;
import org.huzheng.catalogue.Topics;
import org.huzheng.household.Resident;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Disputes over HTTP: a citizen files one, certificates wait, a department ends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisputesIT {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();
    private static final String MOTHER = RunningService.number(LocalDate.of(1988, 6, 2), 12);
    private static final String CHILD = RunningService.number(LocalDate.of(2015, 3, 1), 11);
    private static final String OTHER = RunningService.number(LocalDate.of(1990, 1, 5), 14);

    private RunningService running;
    private VerificationService service;
    private URI url;
    private Resident entry;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        running = new RunningService(directory);
        service = VerificationService.start(ServiceConfiguration.read(running.settings("one"), Map.of()));
        url = service.url();
        running.publishAdult(MOTHER);
        running.publishAdult(OTHER);
        entry = running.publishChild(CHILD, 1, MOTHER);
        running.markAllFeeds();
    }

    @AfterAll
    void stop() {
        service.close();
        running.close();
    }

    @Test
    void shouldHoldCertificatesBackFromFilingUntilTheDepartmentConfirmsOrCorrects() throws Exception {
        // Given
        Reply issued = running.postWhenFresh(url, "/v1/certificates", isMother(MOTHER));
        assertThat(issued.status()).as(issued.response().body()).isEqualTo(201);
        String number = issued.body().path("number").asText();

        // When
        Reply filed = file("mother", "她不是我的母亲");

        // Then
        assertThat(filed.status()).as(filed.response().body()).isEqualTo(201);
        String id = filed.body().path("disputeId").asText();
        assertThat(filed.body().path("zh").asText()).isEqualTo("已受理,尚未找到该记录");
        awaitStatus(number, "SUSPENDED", "field-disputed");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(openAtTheRegister()).contains(id));
        Reply atTheRegister = running.get(url, "/v1/disputes?department=household", clerkOf("household"));
        assertThat(atTheRegister.body().findValuesAsText("statement")).contains("她不是我的母亲");
        assertThat(atTheRegister.body().findValuesAsText("recordId")).contains("entry-child");
        assertThat(file("mother", "她不是我的母亲").status()).isEqualTo(200);

        // When
        Reply confirmed =
                running.post(url, "/v1/disputes/" + id + "/outcome", outcome("CONFIRMED"), clerkOf("household"));

        // Then
        assertThat(confirmed.body().path("outcome").asText())
                .as(confirmed.response().body())
                .isEqualTo("CONFIRMED");
        awaitStatus(number, "VALID", null);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(openAtTheRegister()).doesNotContain(id));
        assertThat(file("mother", "她不是我的母亲").status()).isEqualTo(409);

        // When
        String second = file("name", "写错了").body().path("disputeId").asText();
        awaitStatus(number, "SUSPENDED", "field-disputed");
        Resident corrected = running.publishChild(CHILD, 2, OTHER);
        awaitAnswer(MOTHER, "another-stated");

        // Then: a correction of another field has not ended it
        Reply open = running.get(url, "/v1/me/disputes/" + second, citizen(CHILD));
        assertThat(open.body().has("outcome")).as(open.response().body()).isFalse();
        assertThat(open.body().path("zh").asText()).isEqualTo("待主管部门核实");

        // When
        Reply withdrawn = running.post(url, "/v1/me/disputes/" + second + "/withdrawal", "", citizen(CHILD));

        // Then
        assertThat(withdrawn.body().path("outcome").asText())
                .as(withdrawn.response().body())
                .isEqualTo("WITHDRAWN");
        awaitStatus(number, "REVOKED", "another-stated");

        // When
        String third = fileAbout(corrected, "mother").body().path("disputeId").asText();
        Resident again = running.publishChild(CHILD, 3, MOTHER);

        // Then
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Reply read = running.get(url, "/v1/me/disputes/" + third, citizen(CHILD));
            assertThat(read.body().path("outcome").asText()).isEqualTo("CORRECTED");
            assertThat(read.body().path("correction").asText())
                    .isEqualTo(again.getHeader().getEventId());
        });
        Reply own = running.get(url, "/v1/me/disputes", citizen(CHILD));
        assertThat(own.body().findValuesAsText("disputeId")).contains(id, second, third);
        assertThat(own.body().findValuesAsText("statement")).contains("她不是我的母亲", "写错了");
        Map<String, Object> service = running.exchange().clientConfig(ExchangeGrants.VERIFICATION);
        assertThat(EventsOn.of(Topics.DISPUTES, service))
                .extracting(CloudEvent::getSubject)
                .contains(id, second, third);
        assertThat(EventsOn.of(Topics.DISPUTE_STATEMENTS, service))
                .extracting(CloudEvent::getId)
                .contains(id, second);
    }

    @Test
    void shouldServeTheCitizenAndTheDepartmentConcernedAndNobodyElse() throws Exception {
        // Given
        String id = fileAbout(entry, "sex").body().path("disputeId").asText();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> running.get(url, "/v1/me/disputes/" + id, citizen(CHILD))
                                .status()
                        == 200);

        // Then
        assertThat(running.get(url, "/v1/me/disputes/" + id, citizen(MOTHER)).status())
                .isEqualTo(404);
        assertThat(running.post(url, "/v1/me/disputes/" + id + "/withdrawal", "", citizen(MOTHER))
                        .status())
                .isEqualTo(404);
        assertThat(running.post(url, "/v1/disputes/" + id + "/outcome", outcome("CONFIRMED"), clerkOf("medical"))
                        .status())
                .isEqualTo(404);
        assertThat(running.get(url, "/v1/disputes?department=household", clerkOf("medical"))
                        .status())
                .isEqualTo(403);
        Map<String, String> office = Map.of("Authorization", "Bearer " + running.token(Set.of("dispute:own")));
        Reply unidentified = running.post(url, "/v1/me/disputes", "{}", office);
        assertThat(unidentified.status()).isEqualTo(403);
        assertThat(unidentified.body().path("type").asText()).isEqualTo("urn:huzheng:problem:nobody-identified");

        Reply notTheirs =
                running.post(url, "/v1/disputes/" + id + "/outcome", outcome("WITHDRAWN"), clerkOf("household"));
        assertThat(notTheirs.status()).isEqualTo(400);
        assertThat(notTheirs.body().path("pointer").asText()).isEqualTo("/outcome");

        // When
        Reply rejected =
                running.post(url, "/v1/disputes/" + id + "/outcome", outcome("NO_SUCH_RECORD"), clerkOf("household"));

        // Then
        assertThat(rejected.body().path("outcome").asText()).isEqualTo("NO_SUCH_RECORD");
    }

    @Test
    void shouldSayWhatIsWrongInABody() throws Exception {
        assertThat(file("motherTongue", "").body().path("pointer").asText()).isEqualTo("/field");
        assertThat(file("header", "").body().path("pointer").asText()).isEqualTo("/field");
        Reply unknownType =
                running.post(url, "/v1/me/disputes", body("org.huzheng.exchange.Dispute", "field"), citizen(CHILD));
        assertThat(unknownType.status()).isEqualTo(400);
        assertThat(unknownType.body().path("pointer").asText()).isEqualTo("/recordType");
    }

    private List<String> openAtTheRegister() throws IOException, InterruptedException {
        return running.get(url, "/v1/disputes?department=household", clerkOf("household"))
                .body()
                .findValuesAsText("disputeId");
    }

    private void awaitStatus(String number, String status, String rule) {
        Map<String, String> office = Map.of("Authorization", "Bearer " + running.token(RunningService.ALL_SCOPES));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Reply read = running.get(url, "/v1/certificates/" + number, office);
            assertThat(read.body().path("status").asText())
                    .as(read.response().body())
                    .isEqualTo(status);
            if (rule != null) {
                assertThat(read.body().path("statusReason").path("rule").asText())
                        .isEqualTo(rule);
            }
        });
    }

    /** Waits until a refusal to certify somebody as the mother names a rule beside the dispute: then the correction has been folded. */
    private void awaitAnswer(String applicant, String rule) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Reply reply = running.postWhenFresh(url, "/v1/verifications", isMother(applicant));
            assertThat(reply.body().path("reasons").findValuesAsText("rule")).contains(rule);
        });
    }

    private static String isMother(String applicant) {
        return """
            {"type":"kinship","purpose":"school-enrolment","basis":{"kind":"CONSENT","reference":"c-1"},
             "applicant":{"identityNumber":"%s"},"relative":{"identityNumber":"%s"},"claimedRelation":"MOTHER"}\
            """.formatted(applicant, CHILD);
    }

    private Reply file(String field, String statement) throws IOException, InterruptedException {
        String text = statement.isEmpty()
                ? body(RESIDENT, field)
                : body(RESIDENT, field).replace("}", ",\"statement\":\"" + statement + "\"}");
        return running.post(url, "/v1/me/disputes", text, citizen(CHILD));
    }

    private Reply fileAbout(Resident version, String field) throws IOException, InterruptedException {
        String text = body(RESIDENT, field)
                .replace(entry.getHeader().getEventId(), version.getHeader().getEventId());
        return running.post(url, "/v1/me/disputes", text, citizen(CHILD));
    }

    private String body(String recordType, String field) {
        return "{\"eventId\":\"" + entry.getHeader().getEventId() + "\",\"recordType\":\"" + recordType
                + "\",\"field\":\"" + field + "\"}";
    }

    private static String outcome(String outcome) {
        return "{\"outcome\":\"" + outcome + "\"}";
    }

    private Map<String, String> citizen(String number) {
        return Map.of("Authorization", "Bearer " + running.citizenToken(number));
    }

    private Map<String, String> clerkOf(String department) {
        return Map.of("Authorization", "Bearer " + running.token("clerk", Set.of("dispute:" + department)));
    }
}

package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.source.nationalexchange.ExchangeServer;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows pulled through the national exchange into real topics, by a mapping file and past everything that goes wrong there. */
class NationalExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private AdapterConfiguration configuration(ExchangeServer server) throws IOException {
        Files.writeString(directory.resolve("app-secret"), ExchangeServer.APP_SECRET);
        String address = "http://127.0.0.1:" + server.port();
        String source = String.join(
                "\n",
                "source:",
                "  kind: national-exchange",
                "  requester: " + ExchangeServer.REQUESTER,
                "  appSecret: ${file:app-secret}",
                "  beginning: " + OffsetDateTime.now(ZoneOffset.UTC).minusHours(3),
                "  refresh: {url: '" + address
                        + "/auth/refresh', secret: /data/secret, expiresAt: /data/secretEndTime}",
                "  answers: {code: /code, success: ['0'], secretExpired: ['40102'], signatureRefused: ['40101']}",
                "  pace: {every: PT0.1S, settle: PT1S, lookBack: PT3S, windowMax: PT1H, pause: PT0S, firstRetryAfter: PT0.05S,"
                        + " answerWithin: PT1S}",
                "  queries:",
                "    enrolment:",
                "      url: '" + address + "/share/rows?page={page}'",
                "      service: " + ExchangeServer.SERVICE,
                "      body: '{\"since\":{since},\"until\":{until},\"size\":{pageSize}}'",
                "      times: epochMilliseconds",
                "      rows: /data/list",
                "      total: /data/total",
                "      pageSize: 100",
                "");
        AdapterConfiguration made = Departments.withSource(Department.MEDICAL, directory, source, EXCHANGE);
        // One query, so one record mapping: that of births goes.
        String mapping = Files.readString(made.mapping());
        int births = mapping.indexOf("  - from: birth");
        Files.writeString(
                made.mapping(),
                mapping.substring(0, births) + mapping.substring(mapping.indexOf("  - from: enrolment")));
        return made;
    }

    private static Map<String, @Nullable Object> row(String id, int version, int person, String status) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("记录编号", id);
        row.put("版本号", version);
        row.put("公民身份号码", HouseholdRegister.number(person));
        row.put("险种类型", "390");
        row.put("参保状态", status);
        row.put("参保地", "110105");
        row.put("参保日期", "2020-01-01");
        row.put("终止日期", null);
        row.put("变更类型", version == 1 ? "1" : "2");
        row.put("变更原因", null);
        row.put("登记时间", "2020-01-01 08:00:00");
        return row;
    }

    private static void awaitNow(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
    }

    @Test
    void shouldPublishEachVersionOncePastRestartsAndMishaps() throws Exception {
        // Given
        try (ExchangeServer server = new ExchangeServer(PushCaller.freePort())) {
            server.clockAhead(Duration.ofMinutes(40));
            IntStream.range(0, 250).forEach(number -> server.put("e" + number, row("e" + number, 1, number, "1")));
            AdapterConfiguration configuration = configuration(server);

            // When
            try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
                awaitNow(runtime);
                server.mishaps(ExchangeServer.Mishap.values());
                server.expireSecret();
                server.put("e1", row("e1", 2, 1, "2"));
                awaitNow(runtime);
            }
            server.put("e2", row("e2", 2, 2, "2"));
            try (AdapterRuntime runtime = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
                server.stop();
                Thread.sleep(500);
                server.start();
                awaitNow(runtime);
            }

            // Then
            Published enrolments = Published.in(
                    Topics.MEDICAL_ENROLMENT, EXCHANGE.clientConfig(Department.MEDICAL.code()), EXCHANGE.registryUrl());
            assertThat(enrolments.events()).hasSize(252);
            assertThat(enrolments.eventsOf("e1"))
                    .extracting(event -> event.header().getChangeType())
                    .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED);
            assertThat(enrolments.eventsOf("e2")).hasSize(2);
        }
    }
}

package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.testing.CouldNotRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows posted to a running adapter, and to one that is killed, once all else is shown: what was answered is in the topic, and nothing is there twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpPushIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENROLMENTS = "/v1/records/enrolment";
    private static final int KILLS = Integer.getInteger("huzheng.faults", 3);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private static int port;
    private static PushCaller caller;
    private static AdapterConfiguration configuration;
    private static AdapterRuntime runtime;

    @BeforeAll
    static void start() throws IOException, AdapterException {
        port = PushCaller.freePort();
        caller = new PushCaller(port);
        configuration = Departments.withSource(
                Department.MEDICAL,
                directory,
                "source:\n  kind: http-push\n  port: " + port + "\n  hmac: {secrets: {" + PushCaller.KEY_ID + ": '"
                        + PushCaller.SECRET + "'}}\n",
                EXCHANGE);
        runtime = started();
    }

    @AfterAll
    static void stop() {
        runtime.close();
    }

    private static String row(String id, int version, int person, String status) {
        return row(id, version, HouseholdRegister.number(person), status);
    }

    private static String row(String id, int version, String number, String status) {
        return JSON.createObjectNode()
                .put("记录编号", id)
                .put("版本号", version)
                .put("公民身份号码", number)
                .put("险种类型", "390")
                .put("参保状态", status)
                .put("参保地", "110105")
                .put("参保日期", "2020-01-01")
                .putNull("终止日期")
                .put("变更类型", version == 1 ? "1" : "2")
                .putNull("变更原因")
                .put("登记时间", "2020-01-01 08:00:00")
                .toString();
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(topic.owner()), EXCHANGE.registryUrl());
    }

    private static AdapterRuntime started() throws AdapterException {
        return AdapterRuntime.start(configuration, new SimpleMeterRegistry());
    }

    @Test
    void shouldSettleEveryRowAndSayHow() throws Exception {
        // Given
        String identityNumber = HouseholdRegister.number(1);
        String wrong = identityNumber.substring(0, 17) + (identityNumber.endsWith("1") ? "2" : "1");

        // When
        HttpResponse<String> answer = caller.post(
                ENROLMENTS,
                "[" + row("p1", 1, 1, "1") + "," + row("p1", 1, 1, "1") + "," + row("p1", 1, 1, "2") + ","
                        + row("p2", 1, wrong, "1") + "]");
        HttpResponse<String> newer = caller.post(ENROLMENTS, row("p1", 2, 1, "2"));
        HttpResponse<String> again = caller.post(ENROLMENTS, row("p1", 1, 1, "1"));

        // Then
        JsonNode records = JSON.readTree(answer.body()).path("records");
        assertThat(records)
                .extracting(record -> record.path("outcome").asText())
                .containsExactly("published", "deduplicated", "quarantined", "quarantined");
        assertThat(records.get(2).path("reason").asText()).isEqualTo("conflicting-version");
        assertThat(records.get(3).path("reason").asText()).isEqualTo("identity-number");
        assertThat(records.get(3).path("field").asText()).isEqualTo("公民身份号码");
        assertThat(answer.body()).doesNotContain(wrong);
        assertThat(JSON.readTree(newer.body()).path("published").asInt()).isEqualTo(1);
        assertThat(JSON.readTree(again.body()).path("deduplicated").asInt()).isEqualTo(1);
        assertThat(published(Topics.MEDICAL_ENROLMENT).eventsOf("p1")).hasSize(2);
        String delivery = JSON.readTree(answer.body()).path("delivery").asText();
        assertThat(published(Topics.quarantineOf(Department.MEDICAL)).rejected())
                .extracting(RejectedRecord::getLocation)
                .contains("delivery " + delivery + " row 2", "delivery " + delivery + " row 3");
    }

    @Test
    void shouldMarkWhatTheDepartmentSaysAndNothingElse() throws Exception {
        // Given
        Instant stated = Instant.now().minusSeconds(5);
        Set<Instant> before = marks();
        caller.post(ENROLMENTS, row("m1", 1, 2, "1"));
        Thread.sleep(1_000);
        assertThat(marks()).isEqualTo(before);

        // When
        HttpResponse<String> answer = caller.post("/v1/marks", "{\"committedBefore\":\"" + stated + "\"}");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(runtime.awaitPublishedThrough(stated, PATIENCE)).isTrue();
        for (Topic topic : Department.MEDICAL.recordTopics()) {
            assertThat(published(topic).marks())
                    .filteredOn(mark -> mark.getCommittedBefore().toEpochMilli() == stated.toEpochMilli())
                    .extracting(FeedMark::getPartition)
                    .containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    private static Set<Instant> marks() {
        Set<Instant> marks = new HashSet<>();
        published(Topics.MEDICAL_ENROLMENT).marks().forEach(mark -> marks.add(mark.getCommittedBefore()));
        return marks;
    }

    @Test
    void shouldPublishOnceWhatACallerSendsAgainForWantOfAnAnswer() throws Exception {
        // Given: a caller whose connection breaks before it has read its answer
        String rows = "[" + row("a1", 1, 3, "1") + "," + row("a2", 1, 4, "1") + "]";
        long known = runtime.progress().totals().published();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(caller.rawHead(ENROLMENTS, rows));
            socket.getOutputStream().write(rows.getBytes(StandardCharsets.UTF_8));
            await().atMost(PATIENCE).until(() -> runtime.progress().totals().published() >= known + 2);
        }

        // When
        HttpResponse<String> answer = caller.post(ENROLMENTS, rows);

        // Then
        assertThat(JSON.readTree(answer.body()).path("deduplicated").asInt()).isEqualTo(2);
        assertThat(published(Topics.MEDICAL_ENROLMENT).eventsOf("a1")).hasSize(1);
        assertThat(published(Topics.MEDICAL_ENROLMENT).eventsOf("a2")).hasSize(1);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldHoldWhatWasAnsweredEachVersionOnceWhenKilledWhileItIsPostedTo() throws Exception {
        // Given: a register that posts a batch until it is answered, then the next; the adapter of the other tests
        // stops
        runtime.close();
        Path file = AdapterProcess.write(Departments.soonForgotten(configuration), directory.resolve("adapter.yaml"));
        AtomicBoolean posting = new AtomicBoolean(true);
        Set<Integer> answered = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Thread register = new Thread(() -> post(posting, answered));
        Random random = new Random(7);
        register.start();

        // When
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = AdapterProcess.start(file);
                int reached = answered.size() + 50;
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(50)))
                        .until(() -> answered.size() >= reached);
                AdapterProcess.kill(process);
            }
        } finally {
            posting.set(false);
        }
        runtime = started();
        register.join(PATIENCE.toMillis());
        assertThat(register.isAlive()).isFalse();

        // Then
        List<String> ids = published(Topics.MEDICAL_ENROLMENT).events().stream()
                .map(event -> event.header().getRecordId())
                .filter(id -> id.startsWith("k"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(answered.stream()
                        .flatMap(batch -> IntStream.range(0, 10).mapToObj(row -> "k" + batch + "-" + row))
                        .toList());
        Totals totals = runtime.progress().totals();
        assertThat(totals.rows()).isGreaterThanOrEqualTo(ids.size());
    }

    private void post(AtomicBoolean posting, Set<Integer> answered) {
        try {
            for (int batch = 0; posting.get(); batch++) {
                int number = batch;
                String rows = IntStream.range(0, 10)
                        .mapToObj(row -> row("k" + number + "-" + row, 1, number * 10 + row, "1"))
                        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
                while (!isAnswered(rows)) {
                    Thread.sleep(20);
                }
                answered.add(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAnswered(String rows) throws InterruptedException {
        try {
            return caller.post(ENROLMENTS, rows).statusCode() == 200;
        } catch (IOException e) {
            // Killed, or not yet started.
            return false;
        }
    }

    @Test
    void shouldTakeWhatTheDocumentedCommandsSend() throws Exception {
        CouldNotRun.unlessOnPath("the documented commands that push rows", "bash", "curl", "openssl");

        // Given: the script of docs/sources-http.md, as it stands there
        String page = Files.readString(Path.of(System.getProperty("huzheng.root"), "docs/sources-http.md"));
        int begin = page.indexOf("```bash\n#!/usr/bin/env bash") + "```bash\n".length();
        Path script =
                Files.writeString(directory.resolve("push.sh"), page.substring(begin, page.indexOf("```", begin)));
        Path rows = Files.writeString(directory.resolve("rows.json"), "[" + row("d1", 1, 5, "1") + "]");
        ProcessBuilder command = new ProcessBuilder("bash", script.toString(), ENROLMENTS, rows.toString());
        command.environment()
                .putAll(Map.of(
                        "PUSH_URL", "http://127.0.0.1:" + port,
                        "PUSH_KEY", PushCaller.KEY_ID,
                        "PUSH_SECRET", PushCaller.SECRET));

        // When
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("\"published\":1");
    }
}

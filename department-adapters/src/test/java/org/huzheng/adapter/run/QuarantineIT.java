package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.control.AdapterControl;
import org.huzheng.adapter.control.Answer;
import org.huzheng.adapter.control.Answer.Settlement;
import org.huzheng.adapter.control.Order;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.quarantine.MaskedEntry;
import org.huzheng.adapter.quarantine.QuarantineReport;
import org.huzheng.adapter.quarantine.Selection;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

// over 300 lines: one exchange and one department, which every further class would start anew
/** Refused rows and the feed, dealt with by orders to a running adapter. */
class QuarantineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEADER = "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n";
    /** Enough that a dump which lacks one record is believed. */
    private static final String OTHERS = IntStream.range(100, 120)
            .mapToObj(person -> row("m" + person, 1, HouseholdRegister.number(person), "310"))
            .collect(Collectors.joining());

    private static final Selection EVERYTHING = Selection.all();

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    Path directory;

    private int files;

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(directory.resolve("drop"));
    }

    @AfterEach
    void emptyTheQuarantine() throws Exception {
        TopicPartition partition =
                new TopicPartition(Topics.quarantineOf(Department.MEDICAL).name(), 0);
        try (Admin admin = Admin.create(EXCHANGE.adminConfig())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private AdapterConfiguration adapter(UnaryOperator<String> change) throws IOException {
        return Departments.ofFiles(
                Department.MEDICAL,
                directory,
                change,
                Departments.folders(Department.MEDICAL, directory.resolve("drop"), directory.resolve("archive")),
                EXCHANGE);
    }

    /** Without the code that most rows have. */
    private static String broken(String mapping) {
        return mapping.replace("\"390\": RESIDENT", "\"391\": RESIDENT");
    }

    private static String full(String mapping) {
        return mapping.replace("  kind: file-drop\n", "  kind: file-drop\n  content: full\n");
    }

    private static String row(String id, int version, String number, String scheme) {
        return id + "," + version + "," + number + "," + scheme + ",1,110105,2020-01-01,," + (version == 1 ? "1" : "2")
                + ",,2020-01-01 08:00:00\n";
    }

    private static String row(int person) {
        return row("m" + person, 1, HouseholdRegister.number(person), "390");
    }

    private void drop(String... rows) throws IOException {
        Path drop = directory.resolve("drop");
        Path part = Files.writeString(drop.resolve("enrolment.part"), HEADER + String.join("", rows));
        Files.move(part, drop.resolve("enrolment-" + ++files + ".csv"));
    }

    private static AdapterRuntime start(AdapterConfiguration configuration) throws AdapterException {
        return AdapterRuntime.start(configuration, new SimpleMeterRegistry());
    }

    private static Totals catchUp(AdapterConfiguration configuration) throws Exception {
        try (AdapterRuntime runtime = start(configuration)) {
            return catchUp(runtime);
        }
    }

    private static Totals catchUp(AdapterRuntime runtime) throws InterruptedException {
        assertThat(runtime.awaitPublishedThrough(Instant.now(), PATIENCE))
                .as(() -> runtime.progress().toString())
                .isTrue();
        return runtime.progress().sinceStart();
    }

    private static Settlement replay(AdapterConfiguration configuration, Selection selection) throws Exception {
        try (AdapterQuarantine quarantine = AdapterQuarantine.open(configuration)) {
            return settled(quarantine, quarantine.replay(selection));
        }
    }

    private static Settlement settled(AdapterQuarantine quarantine, Order order) {
        Answer answer =
                quarantine.control().awaitAnswerTo(order, PATIENCE).orElseThrow(() -> new AssertionError("no answer"));
        assertThat(answer.done()).isTrue();
        return answer.settlement();
    }

    private static QuarantineReport report(AdapterConfiguration configuration, Selection selection) throws Exception {
        try (AdapterQuarantine quarantine = AdapterQuarantine.open(configuration)) {
            return quarantine.report(selection, 10);
        }
    }

    private static Published enrolments() {
        return Published.in(
                Topics.MEDICAL_ENROLMENT, EXCHANGE.clientConfig(Department.MEDICAL.code()), EXCHANGE.registryUrl());
    }

    private static List<Published.Event> eventsOf(String... records) {
        Set<String> wanted = Set.of(records);
        return enrolments().events().stream()
                .filter(event -> wanted.contains(event.header().getRecordId()))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> rawRecords(Topic topic) {
        Map<String, Object> config = new HashMap<>(EXCHANGE.clientConfig(topic.owner()));
        config.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void shouldPublishARefusedRowOnceTheMappingIsMended() throws Exception {
        // Given: two rows whose code the mapping lacks, one nobody can help, and one that is no row
        String wrong = HouseholdRegister.number(3).substring(0, 17) + "?";
        drop(row(1), row(2), row("m3", 1, wrong, "390"), "m4,1\n");
        Totals refused = catchUp(adapter(QuarantineIT::broken));

        // When: the mapping is mended, and everything replayed twice
        AdapterConfiguration mended = adapter(UnaryOperator.identity());
        Settlement first;
        Settlement second;
        Totals totals;
        try (AdapterRuntime runtime = start(mended)) {
            first = replay(mended, EVERYTHING);
            second = replay(mended, EVERYTHING);
            totals = runtime.progress().sinceStart();
        }

        // Then
        assertThat(refused).isEqualTo(new Totals(4, 0, 0, 4, 0));
        assertThat(first).isEqualTo(new Settlement(2, 0, 1, 1, 0, false));
        assertThat(second).isEqualTo(new Settlement(0, 0, 1, 1, 0, false));
        assertThat(totals).as("rows read from the source").isEqualTo(Totals.none());
        assertThat(eventsOf("m1", "m2", "m3", "m4"))
                .extracting(event -> event.header().getRecordId(), event -> event.header()
                        .getVersion())
                .containsExactlyInAnyOrder(tuple("m1", 1L), tuple("m2", 1L));
        assertThat(enrolments().eventsOf("m1").get(0).header().getRecordedAt()).isEqualTo("2020-01-01T00:00:00Z");
        assertThat(report(mended, EVERYTHING).reasons())
                .extracting(QuarantineReport.Reason::rule)
                .containsExactlyInAnyOrder("identity-number", "column-count");
    }

    @Test
    void shouldNotBringBackWhatWasSupersededMeanwhile() throws Exception {
        // Given: of three refused records one is corrected and one is gone by the next full dump
        drop(OTHERS, row(11), row(12), row(13));
        catchUp(adapter(mapping -> full(broken(mapping))));
        drop(OTHERS, row("m11", 2, HouseholdRegister.number(11), "310"), row(13));
        catchUp(adapter(mapping -> full(broken(mapping))));

        // When
        AdapterConfiguration mended = adapter(QuarantineIT::full);
        Settlement settlement;
        try (AdapterRuntime runtime = start(mended)) {
            settlement = replay(mended, EVERYTHING);
        }

        // Then
        assertThat(settlement).isEqualTo(new Settlement(1, 2, 0, 0, 0, false));
        assertThat(report(mended, EVERYTHING).entries()).isZero();
        assertThat(eventsOf("m11", "m12", "m13"))
                .extracting(
                        event -> event.header().getRecordId(),
                        event -> event.header().getVersion(),
                        event -> event.header().getChangeType())
                .containsExactlyInAnyOrder(
                        tuple("m11", 2L, ChangeType.CORRECTED), tuple("m13", 1L, ChangeType.CREATED));
    }

    @Test
    void shouldFindByReasonRunAndTimeAndEraseWhatIsDropped() throws Exception {
        // Given: the same refused row in two files, read in two runs, and another one
        AdapterConfiguration configuration = adapter(QuarantineIT::broken);
        drop(row(21));
        catchUp(configuration);
        String firstRun = report(configuration, EVERYTHING)
                .reasons()
                .get(0)
                .first()
                .get(0)
                .run();
        drop(row(22));
        catchUp(configuration);
        Instant between = Instant.now();
        String wrong = HouseholdRegister.number(23).substring(0, 17) + "?";
        drop(row(22), row("m23", 1, wrong, "390"));
        catchUp(configuration);

        // When
        QuarantineReport everything = report(configuration, EVERYTHING);
        QuarantineReport ofRule = report(configuration, selection("identity-number", null, null, null, null));
        QuarantineReport ofRun = report(configuration, selection(null, firstRun, null, null, null));
        QuarantineReport later = report(configuration, selection(null, null, null, between, null));
        QuarantineReport earlier = report(configuration, selection(null, null, null, null, between));
        QuarantineReport ofType = report(configuration, selection(null, null, "org.huzheng.medical.Birth", null, null));
        MaskedEntry shown = ofRule.reasons().get(0).first().get(0);

        // Then
        assertThat(everything.entries()).as("a row refused anew is one entry").isEqualTo(3);
        assertThat(ofRule.entries()).isEqualTo(1);
        assertThat(ofRun.entries()).isEqualTo(1);
        assertThat(later.entries()).isEqualTo(2);
        assertThat(earlier.entries()).isEqualTo(1);
        assertThat(ofType.entries()).isZero();
        assertThat(shown.foundShown())
                .hasValueSatisfying(found -> assertThat(found).startsWith("1").contains("****************"));
        assertThat(shown.toString())
                .doesNotContain(wrong, HouseholdRegister.number(23).substring(0, 17));

        // When: one of them is dropped
        Settlement dropped;
        try (AdapterRuntime runtime = start(configuration);
                AdapterQuarantine quarantine = AdapterQuarantine.open(configuration)) {
            dropped = settled(quarantine, quarantine.drop(Selection.of(Set.of(shown.key()))));
        }

        // Then
        assertThat(dropped).isEqualTo(new Settlement(0, 0, 0, 0, 1, false));
        assertThat(report(configuration, EVERYTHING).entries()).isEqualTo(2);
        assertThat(rawRecords(Topics.quarantineOf(Department.MEDICAL)).stream()
                        .filter(record -> record.key().equals(shown.key()))
                        .reduce((one, other) -> other))
                .as("what compaction leaves of it")
                .hasValueSatisfying(record -> assertThat(record.value()).isNull());
        assertThat(rawRecords(Topics.adapterControlOf(Department.MEDICAL)))
                .allSatisfy(record -> assertThat(record.key() + new String(record.value(), StandardCharsets.UTF_8))
                        .doesNotContain(wrong)
                        .doesNotContainPattern("\\b[0-9]{17}"));
    }

    private static Selection selection(String rule, String run, String type, Instant since, Instant until) {
        return new Selection(
                Optional.ofNullable(rule),
                Optional.ofNullable(run),
                Optional.ofNullable(type),
                Optional.ofNullable(since),
                Optional.ofNullable(until),
                Set.of());
    }

    @Test
    void shouldHoldTheFeedThroughARestartUntilResumed() throws Exception {
        // Given
        AdapterConfiguration configuration = adapter(UnaryOperator.identity());
        try (AdapterControl control = AdapterControl.open(configuration.exchange(), Department.MEDICAL)) {
            Optional<Instant> pausedSince;
            try (AdapterRuntime runtime = start(configuration)) {
                catchUp(runtime);

                // When
                Order.Pause pause = Order.pause();
                control.give(pause);
                assertThat(control.awaitAnswerTo(pause, PATIENCE)).isPresent();
                drop(row(31));
                Thread.sleep(700);
                pausedSince = runtime.progress().pausedSince();
            }
            int whilePaused = enrolments().records().size();
            try (AdapterRuntime runtime = start(configuration)) {
                assertThat(runtime.awaitPublishedThrough(Instant.now(), Duration.ofMillis(700)))
                        .isFalse();

                // Then
                assertThat(pausedSince).isPresent();
                assertThat(runtime.progress().pausedSince()).isPresent();
                assertThat(eventsOf("m31")).isEmpty();
                assertThat(enrolments().records()).as("marks too").hasSize(whilePaused);

                // When
                Order.Resume resume = Order.resume();
                control.give(resume);
                assertThat(control.awaitAnswerTo(resume, PATIENCE)).isPresent();
                catchUp(runtime);

                // Then
                assertThat(runtime.progress().pausedSince()).isEmpty();
                assertThat(eventsOf("m31")).hasSize(1);
            }
        }
    }

    @Test
    void shouldKeepAnOrderForTheNextStart() throws Exception {
        // Given
        drop(row(41));
        catchUp(adapter(QuarantineIT::broken));
        AdapterConfiguration mended = adapter(UnaryOperator.identity());

        try (AdapterQuarantine quarantine = AdapterQuarantine.open(mended)) {
            // When
            Order order = quarantine.replay(EVERYTHING);
            Optional<Answer> nobody = quarantine.control().awaitAnswerTo(order, Duration.ofMillis(500));
            catchUp(mended);

            // Then
            assertThat(nobody).isEmpty();
            assertThat(settled(quarantine, order)).isEqualTo(new Settlement(1, 0, 0, 0, 0, false));
        }
    }

    @Test
    void shouldEraseRowsWhoseTimeIsUpOnceADayThoughTheSourceIsAway() throws Exception {
        // Given
        AdapterConfiguration configuration = adapter(QuarantineIT::broken);
        drop(row(61));
        catchUp(configuration);
        long before = report(configuration, EVERYTHING).entries();
        Path folder = directory.resolve("drop");
        Path away = Files.move(folder, directory.resolve("away"));

        // When: more than 90 days later it is started twice
        for (int start = 0; start < 2; start++) {
            Instant later = Instant.now().plus(Duration.ofDays(91));
            assertThatExceptionOfType(AdapterException.class)
                    .isThrownBy(() -> AdapterRuntime.start(configuration, new SimpleMeterRegistry(), () -> later));
        }
        Files.move(away, folder);

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(report(configuration, EVERYTHING).entries()).isZero();
        Instant today = Instant.now().plus(Duration.ofDays(1));
        assertThat(rawRecords(Topics.adapterProgressOf(Department.MEDICAL)).stream()
                        .filter(record -> record.key().equals("swept"))
                        .map(record -> Instant.parse(new String(record.value(), StandardCharsets.UTF_8)))
                        .filter(today::isBefore))
                .as("times it was swept")
                .hasSize(1);
    }

    @Test
    void shouldShowNobodyElseTheRowsAndExpireThem() throws Exception {
        // Given
        AdapterConfiguration own = adapter(QuarantineIT::broken);
        drop(row(51));
        catchUp(own);
        AdapterConfiguration others = new AdapterConfiguration(
                own.mapping(),
                own.settings(),
                new org.huzheng.adapter.publish.ExchangeClients(
                        EXCHANGE.clientConfig(Department.PROPERTY.code()),
                        own.exchange().registry(),
                        own.exchange().serializer(),
                        own.exchange().deserializer()),
                own.personKeySecret(),
                own.markInterval());

        // When / Then
        try (AdapterQuarantine quarantine = AdapterQuarantine.open(others)) {
            assertThatExceptionOfType(TopicAuthorizationException.class)
                    .isThrownBy(() -> quarantine.report(EVERYTHING, 1));
            assertThatExceptionOfType(TopicAuthorizationException.class)
                    .isThrownBy(() -> quarantine.control().state());
        }
        try (Admin admin = Admin.create(EXCHANGE.adminConfig())) {
            ConfigResource resource = new ConfigResource(
                    ConfigResource.Type.TOPIC,
                    Topics.quarantineOf(Department.MEDICAL).name());
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(String.valueOf(Duration.ofDays(90).toMillis()));
            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact,delete");
            assertThat(config.get("max.compaction.lag.ms").value())
                    .isEqualTo(String.valueOf(Duration.ofDays(1).toMillis()));
        }
    }
}

package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.socialsecurity.Contribution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

// over 300 lines: one exchange, which every further class would start anew
/** The social security adapter against a real exchange: the tests build on one another, as days of one adapter's life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FileDropIT {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEADER =
            "记录编号,版本号,公民身份号码,险种,费款所属期,统一社会信用代码,单位名称,参保地,缴费基数,个人缴费,单位缴费,到账状态,缴费方式,变更类型,变更原因,登记时间\n";
    private static final String ANNA = number(1, 2);
    private static final String BERT = number(2, 1);

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(3);

    @TempDir
    static Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private AdapterConfiguration configuration;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(directory.resolve("drop"));
        configuration = Departments.configuration(
                Department.SOCIAL_SECURITY,
                directory,
                Departments.folders(
                        Department.SOCIAL_SECURITY, directory.resolve("drop"), directory.resolve("archive")),
                EXCHANGE);
    }

    private static String number(int day, int sequence) {
        return ResidentIdentityNumber.of("110105", LocalDate.of(1980, 1, day), sequence)
                .value();
    }

    private static String row(String id, int version, String number, String base) {
        return String.join(
                        ",",
                        id,
                        "" + version,
                        number,
                        "110",
                        "202401",
                        "",
                        "某公司",
                        "110105",
                        base,
                        "80.00",
                        "160.00",
                        "1",
                        "10",
                        version == 1 ? "1" : "2",
                        "",
                        "2024-02-01 08:00:00")
                + "\n";
    }

    private static void drop(String name, String... rows) throws IOException {
        Path part = directory.resolve("drop").resolve(name + ".part");
        Files.write(part, (HEADER + String.join("", rows)).getBytes(GB18030));
        Files.move(part, directory.resolve("drop").resolve(name));
    }

    private Totals run() throws Exception {
        Instant dropped = Instant.now();
        try (AdapterRuntime runtime = AdapterRuntime.start(configuration, meters)) {
            assertThat(runtime.awaitPublishedThrough(dropped, PATIENCE))
                    .as(() -> runtime.progress().toString())
                    .isTrue();
            return runtime.progress().sinceStart();
        }
    }

    private static Published published(Topic topic) {
        return Published.in(topic, EXCHANGE.clientConfig(Department.SOCIAL_SECURITY.code()), EXCHANGE.registryUrl());
    }

    private static Published contributions() {
        return published(Topics.SOCIAL_SECURITY_CONTRIBUTION);
    }

    @Test
    @Order(1)
    void shouldSettleEveryRowOnce() throws Exception {
        // Given
        drop(
                "contribution-0001.csv",
                row("c1", 1, ANNA, "1000.00"),
                row("c1", 1, ANNA, "1000.00"),
                row("c1", 1, ANNA, "9999.00"),
                row("c2", 1, BERT, "2000"),
                row("c3", 1, BERT, "2000.005"),
                row("c4", 1, BERT.substring(0, 17) + (BERT.endsWith("1") ? "2" : "1"), "2000"),
                "c5,1\n");

        // When
        Totals totals = run();

        // Then
        assertThat(totals).isEqualTo(new Totals(7, 2, 1, 4, 0));
        assertThat(contributions().events())
                .extracting(Published.Event::key)
                .containsExactlyInAnyOrder(Departments.keyOf(ANNA), Departments.keyOf(BERT));
        assertThat(published(Topics.quarantineOf(Department.SOCIAL_SECURITY)).rejected())
                .extracting(RejectedRecord::getRule)
                .containsExactlyInAnyOrder(
                        "conflicting-version", "number-out-of-range", "identity-number", "column-count");
        assertThat(meters.counter("huzheng.adapter.rows", "department", "social-security")
                        .count())
                .isEqualTo(7);
        assertThat(directory.resolve("archive/1-contribution-0001.csv")).exists();
        assertThat(directory.resolve("drop")).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void shouldSayInTheQuarantineWhatWasExpectedAndFoundWhere() {
        // When
        RejectedRecord rejected = published(Topics.quarantineOf(Department.SOCIAL_SECURITY)).rejected().stream()
                .filter(each -> each.getRule().equals("number-out-of-range"))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(rejected.getSource()).isEqualTo("contribution-0001.csv");
        assertThat(rejected.getLocation()).isEqualTo("line 6");
        assertThat(rejected.getField()).isEqualTo("缴费基数");
        assertThat(rejected.getExpected()).contains("2 after it");
        assertThat(rejected.getFound()).isEqualTo("2000.005");
        assertThat(rejected.getRow()).containsEntry("记录编号", "c3");
    }

    @Test
    @Order(3)
    void shouldMarkEveryPartitionOfEveryTopic() {
        for (Topic topic : Department.SOCIAL_SECURITY.recordTopics()) {
            assertThat(published(topic).marks())
                    .extracting(FeedMark::getPartition)
                    .contains(0, 1, 2);
        }
    }

    @Test
    @Order(4)
    void shouldPublishNothingTwiceWhenFilesAreDroppedAgain() throws Exception {
        // Given: the same rows in a file of another name, and one new version
        drop(
                "contribution-0002.csv",
                row("c1", 1, ANNA, "1000.00"),
                row("c2", 2, BERT, "2500"),
                row("c2", 1, BERT, "2000"));

        // When
        Totals totals = run();

        // Then
        assertThat(totals).isEqualTo(new Totals(3, 1, 2, 0, 0));
        List<Published.Event> versions = contributions().eventsOf("c2");
        assertThat(versions)
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.CORRECTED);
        assertThat(versions.get(1).header().getPreviousEventId())
                .isEqualTo(versions.get(0).header().getEventId());
        assertThat(((Contribution) versions.get(1).record()).getBase()).isEqualByComparingTo("2500.00");
    }

    @Test
    @Order(5)
    void shouldMoveARecordWhoseIdentityNumberWasCorrected() throws Exception {
        // Given
        drop("contribution-0003.csv", row("c1", 2, BERT, "1000.00"));

        // When
        Totals totals = run();

        // Then
        assertThat(totals).isEqualTo(new Totals(1, 1, 0, 0, 1));
        assertThat(contributions().eventsOf("c1"))
                .extracting(Published.Event::key, event -> event.header().getChangeType())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Departments.keyOf(ANNA), ChangeType.CREATED),
                        org.assertj.core.groups.Tuple.tuple(Departments.keyOf(ANNA), ChangeType.ANNULLED),
                        org.assertj.core.groups.Tuple.tuple(Departments.keyOf(BERT), ChangeType.CORRECTED));
    }

    @Test
    @Order(6)
    void shouldQuarantineEveryRowWhenTheWholeFileLacksAColumn() throws Exception {
        // Given
        Path part = directory.resolve("drop/contribution-0004.csv.part");
        Files.write(part, "记录编号,版本号,公民身份号码\nc6,1,x\nc7,1,y\n".getBytes(GB18030));
        Files.move(part, directory.resolve("drop/contribution-0004.csv"));

        // When
        Totals totals = run();

        // Then
        assertThat(totals.quarantined()).isEqualTo(2);
    }

    @Test
    @Order(7)
    void shouldReportWithoutPublishingWhenOnlyChecking() throws Exception {
        // Given
        int before = contributions().records().size();
        drop("contribution-0005.csv", row("c8", 1, ANNA, "1"), row("c9", 1, "123", "1"), row("c9", 1, "124", "1"));

        // When
        CheckReport report = AdapterCheck.run(configuration, 1000);

        // Then
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.publishable()).isEqualTo(1);
        assertThat(report.refusals()).singleElement().satisfies(refusals -> {
            assertThat(refusals.rule()).isEqualTo("identity-number");
            assertThat(refusals.count()).isEqualTo(2);
            assertThat(refusals.example().foundShown()).hasValue("1*3");
        });
        assertThat(contributions().records()).hasSize(before);
        assertThat(directory.resolve("drop/contribution-0005.csv")).exists();
    }

    @Test
    @Order(8)
    void shouldNotStartWhenTheRegistryIsAway() {
        // Given
        AdapterConfiguration elsewhere = Departments.withRegistry(configuration, 1, Duration.ofMillis(200));

        // When / Then
        assertThatExceptionOfType(AdapterException.class)
                .isThrownBy(() -> AdapterRuntime.start(elsewhere, meters))
                .withMessageContaining("social-security.yaml cannot start");
    }

    @Test
    @Order(9)
    void shouldAnnulWhatAFullDumpNoLongerHoldsAndReceiptEachFile() throws Exception {
        // Given
        Path drop = Files.createDirectories(directory.resolve("dumps"));
        Path archive = directory.resolve("dumps-archive");
        configuration = Departments.ofFullDumps(
                Department.MEDICAL, directory, Departments.folders(Department.MEDICAL, drop, archive), EXCHANGE);
        dropDump(drop, "enrolment-1.csv", rangeOf(1, 20));
        Totals first = run();

        // When: one is gone, one is new
        dropDump(drop, "enrolment-2.csv", rangeOf(2, 21));
        Totals second = run();

        // Then
        assertThat(first).isEqualTo(new Totals(20, 20, 0, 0, 0));
        assertThat(second).isEqualTo(new Totals(2, 2, 0, 0, 0));
        Published enrolments = Published.in(
                Topics.MEDICAL_ENROLMENT, EXCHANGE.clientConfig(Department.MEDICAL.code()), EXCHANGE.registryUrl());
        assertThat(enrolments.eventsOf("m1"))
                .extracting(event -> event.header().getChangeType())
                .containsExactly(ChangeType.CREATED, ChangeType.ANNULLED);
        assertThat(enrolments.eventsOf("m2")).hasSize(1);
        assertThat(archive.resolve("2-enrolment-2.csv.receipt.json"))
                .content()
                .contains("\"rows\" : 20", "\"unchanged\" : 19", "\"disappeared\" : 1", "\"published\" : 2");
    }

    private static int[] rangeOf(int first, int last) {
        return java.util.stream.IntStream.rangeClosed(first, last).toArray();
    }

    private static void dropDump(Path drop, String name, int... people) throws IOException {
        StringBuilder text = new StringBuilder("记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n");
        for (int person : people) {
            text.append("m" + person + ",1," + HouseholdRegister.number(person)
                    + ",390,1,110105,2020-01-01,,1,,2020-01-01 08:00:00\n");
        }
        Files.writeString(drop.resolve(name), text);
    }
}

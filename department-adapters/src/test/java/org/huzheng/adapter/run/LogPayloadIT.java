package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.source.Causes;
import org.huzheng.adapter.source.httppush.PushCaller;
import org.huzheng.adapter.testkit.PostgresServer;
import org.huzheng.broker.testing.ExchangeExtension;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Rows with planted values, and sources that fail over them in several ways: no log line says one of the values. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogPayloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PLANTED_NAME = "植入姓名";
    private static final String PLANTED_NUMBER = "110105194912319999";
    private static final String HEADER = "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n";

    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(1);

    @TempDir
    Path directory;

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.huzheng");
    private final Logger all = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // As the shipped configuration writes them: foreign messages are left out of stack traces.
            StringBuilder line = new StringBuilder(event.getFormattedMessage() + event.getKeyValuePairs());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append('\n').append(Causes.of(((ThrowableProxy) cause).getThrowable()));
            }
            lines.add(line.toString());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        all.addAppender(appender);
        ours.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        all.detachAppender(appender);
        ours.setLevel(null);
    }

    private void awaitLine(String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(text)));
    }

    private void requireNothingPlanted() {
        assertThat(lines).isNotEmpty();
        assertThat(lines).noneMatch(line -> line.contains(PLANTED_NAME) || line.contains(PLANTED_NUMBER));
    }

    @Test
    @Order(2)
    void shouldNotSayWhatFilesHold() throws Exception {
        // Given
        Path drop = Files.createDirectories(directory.resolve("drop"));
        AdapterConfiguration configuration = Departments.ofFiles(
                Department.MEDICAL,
                directory,
                mapping -> mapping.replace("  kind: file-drop\n", "  kind: file-drop\n  quietTime: PT0S\n"),
                Departments.folders(Department.MEDICAL, drop, directory.resolve("archive")),
                EXCHANGE);
        Files.writeString(
                drop.resolve("enrolment-1.csv"),
                HEADER + "f1,1," + PLANTED_NUMBER + ",390,1,110105,2020-01-01,,1," + PLANTED_NAME
                        + ",2020-01-01 08:00:00\n" + "f2," + PLANTED_NAME + "\n");
        Files.write(
                drop.resolve("enrolment-2.csv"),
                (HEADER + "f3,1," + PLANTED_NAME + "\n").getBytes(java.nio.charset.Charset.forName("GB18030")));
        Files.writeString(drop.resolve("enrolment-3.csv"), "f4,1," + PLANTED_NUMBER + "," + PLANTED_NAME + "\n");
        Files.writeString(drop.resolve("enrolment-4.csv.gz"), PLANTED_NAME + PLANTED_NUMBER);
        Files.writeString(
                drop.resolve("enrolment-5.csv"),
                HEADER + "f5," + PLANTED_NAME + "\n" + "\"" + PLANTED_NAME + PLANTED_NUMBER + " never closed\n");

        // When
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            adapter.awaitPublishedThrough(Instant.now(), PATIENCE);
            awaitLine("File refused: file=enrolment-2.csv");
            awaitLine("File refused: file=enrolment-4.csv.gz");
            awaitLine("File refused: file=enrolment-5.csv");
            Files.move(drop, directory.resolve("away"));
            awaitLine("Adapter begins anew");

            // Then
            assertThat(adapter.progress().sinceStart().quarantined()).isPositive();
            assertThat(adapter.progress().failure().orElse("")).doesNotContain(PLANTED_NAME, PLANTED_NUMBER);
        }
        requireNothingPlanted();
    }

    @Test
    @Order(3)
    void shouldNotSayWhatADatabaseQuotesInItsErrors() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory.resolve("postgres"))) {
            // Given: a table whose every row will make the database raise an error that quotes it
            String database = server.newDatabase();
            server.execute(
                    database,
                    "CREATE FUNCTION refuse(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN $1; END $$",
                    "CREATE TABLE stored (id bigint PRIMARY KEY, name text, at timestamptz NOT NULL)",
                    "INSERT INTO stored VALUES (1, '" + PLANTED_NAME + PLANTED_NUMBER + "', now())",
                    "CREATE SCHEMA property",
                    "CREATE VIEW property.holding AS SELECT id, refuse(name) AS name, at FROM stored");
            AdapterConfiguration configuration = Departments.withSource(
                    Department.PROPERTY, directory, """
                    source:
                      kind: jdbc
                      url: "%s"
                      user: %s
                      password: ""
                      watermark: at
                      key: id
                    """.formatted(server.url(database), PostgresServer.USER), EXCHANGE);

            // When
            try (AdapterRuntime adapter = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
                server.execute(
                        database,
                        "CREATE OR REPLACE FUNCTION refuse(text) RETURNS text LANGUAGE plpgsql AS"
                                + " $$ BEGIN RAISE EXCEPTION 'cannot hand over %', $1; END $$");
                awaitLine("SQL state P0001");

                // Then
                assertThat(adapter.progress().failure().orElse("")).doesNotContain(PLANTED_NAME, PLANTED_NUMBER);
                assertThat(adapter.health().causes())
                        .extracting(cause -> cause.reason().code())
                        .contains("source-away");
            }
        }
        requireNothingPlanted();
    }

    /** First: what is posted leaves no position that files could not begin from. */
    @Test
    @Order(1)
    void shouldNotSayWhatCallersPost() throws Exception {
        // Given
        int port = PushCaller.freePort();
        PushCaller caller = new PushCaller(port);
        AdapterConfiguration configuration = Departments.withSource(
                Department.MEDICAL,
                directory,
                "source:\n  kind: http-push\n  port: " + port + "\n  hmac: {secrets: {" + PushCaller.KEY_ID + ": '"
                        + PushCaller.SECRET + "'}}\n",
                EXCHANGE);

        // When
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, new SimpleMeterRegistry())) {
            for (String body :
                    List.of("{\"姓名\": \"" + PLANTED_NAME, PLANTED_NUMBER, "[{\"" + PLANTED_NAME + "\": {}}]")) {
                caller.post("/v1/records/enrolment", body);
            }
        }
        awaitLine("Request refused");
        requireNothingPlanted();
    }
}

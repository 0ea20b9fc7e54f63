package org.huzheng.deploy.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import org.huzheng.adapter.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log as the shipped configuration writes it. */
class CausesConverterTest {
    private static String log(String message, Throwable failure) throws JoranException {
        return log("text", message, failure);
    }

    private static String log(String format, String message, Throwable failure) throws JoranException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("HUZHENG_LOG_FORMAT", format);
        try {
            configure(context);
            context.getLogger("org.huzheng.adapter.run.AdapterRuntime")
                    .atWarn()
                    .setCause(failure)
                    .addKeyValue("department", "household")
                    .log(message);
        } finally {
            context.stop();
            System.setErr(stderr);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void configure(LoggerContext context) throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Objects.requireNonNull(CausesConverterTest.class.getResource("/logback.xml"), "logback.xml"));
    }

    @Test
    void shouldKeepOurMessagesAndTheServersAndLeaveOutWhatQuotesARow() throws Exception {
        // Given
        SQLException quoting = new SQLException("invalid input syntax for type date: \"王小明\"", "22007");
        SQLException refusing = new SQLException("terminating connection due to administrator command", "57P01");
        refusing.initCause(new IllegalStateException("row 110105194912319999"));

        // When
        String quoted = log("Adapter begins anew", new SourceException("database x: expected to read", quoting));
        String refused = log("Adapter begins anew", new SourceException("database x: expected to read", refusing));

        // Then
        assertThat(quoted)
                .containsPattern("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN ")
                .contains(
                        "Adapter begins anew",
                        "org.huzheng.adapter.source.SourceException: database x: expected to read")
                .contains("Caused by: java.sql.SQLException (SQL state 22007)", "\tat org.huzheng")
                .doesNotContain("王小明");
        assertThat(refused)
                .contains("(SQL state 57P01): terminating connection", "Caused by: java.lang.IllegalStateException")
                .doesNotContain("110105194912319999");
    }

    /** Their lines hold rows; whoever wants to hear more of libraries must not hear those. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.debezium.connector.binlog.BinlogStreamingChangeEventSource",
                "io.debezium.connector.binlog.jdbc.BinlogFieldReader",
                "io.debezium.connector.mariadb.jdbc.MariaDbValueConverters",
                "io.debezium.connector.postgresql.PostgresValueConverter"
            })
    void shouldLeaveOutWhatTheCaptureEngineSaysOfRowsAlsoWhereMuchIsLogged(String logger) throws Exception {
        // Given
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("HUZHENG_LIBRARY_LOG", "DEBUG");

        // When
        configure(context);

        // Then
        assertThat(context.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.OFF);
        assertThat(context.getLogger("io.debezium.embedded").getEffectiveLevel())
                .isEqualTo(Level.DEBUG);
        // And: it is there, under this name
        assertThat(Class.forName(logger, false, CausesConverterTest.class.getClassLoader()))
                .isNotNull();
    }

    @Test
    void shouldWriteOneObjectALineForCollectorsAndLeaveOutTheSame() throws Exception {
        // Given
        SQLException quoting = new SQLException("invalid input syntax for type date: \"王小明\"", "22007");

        // When
        String log = log("json", "Adapter begins anew", new SourceException("database x: expected to read", quoting));

        // Then
        assertThat(log.lines()).hasSize(1);
        JsonNode event = new ObjectMapper().readTree(log);
        assertThat(event.path("@timestamp").asText()).endsWith("Z");
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("message").asText()).isEqualTo("Adapter begins anew");
        assertThat(event.path("department").asText()).isEqualTo("household");
        assertThat(event.path("causes").asText()).contains("Caused by: java.sql.SQLException (SQL state 22007)");
        assertThat(log).doesNotContain("王小明");
    }
}

package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.deploy.trial.GenerationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One exchange from nothing to its declared state: the steps follow one another. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorCommandsTest {
    @TempDir
    private static Path directory;

    private static EmbeddedExchange exchange;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory, GenerationOptions.DEFAULT_PARTITIONS));
    }

    @AfterAll
    static void stop() {
        exchange.close();
    }

    @Test
    @Order(1)
    void shouldPlanEverythingOnANewExchangeAndChangeNothing() {
        // When
        int first = run("exchange", "plan", "--dir", directory.toString());
        String planned = out.toString();
        out.getBuffer().setLength(0);
        run("exchange", "plan", "--dir", directory.toString());

        // Then
        assertThat(first).isZero();
        assertThat(planned).contains("+ 主题 topic household.resident (6 partitions", "+ 模式 schema exchange.decisions-");
        assertThat(out.toString()).isEqualTo(planned);
    }

    @Test
    @Order(2)
    void shouldSayThatAnExchangeIsNotAsDeclared() {
        assertThat(run("exchange", "status", "--dir", directory.toString())).isEqualTo(1);
    }

    @Test
    @Order(3)
    void shouldApplyAndThenHaveNothingToChange() {
        // When
        int applied = run("exchange", "apply", "--dir", directory.toString());
        int planned = run("exchange", "plan", "--dir", directory.toString());
        int status = run("exchange", "status", "--dir", directory.toString());

        // Then
        assertThat(applied).isZero();
        assertThat(planned).isZero();
        assertThat(status).isZero();
        assertThat(out.toString()).contains("change(s) made:", "Nothing to change.", "pending changes: 0");
    }

    @Test
    @Order(4)
    void shouldReachTheSameExchangeByItsAddresses() {
        // When
        int planned = run(
                "exchange",
                "plan",
                "--bootstrap",
                exchange.bootstrap(),
                "--registry",
                exchange.registryUrl(),
                "--secrets",
                directory.resolve("secrets").toString());

        // Then
        assertThat(planned).isZero();
        assertThat(out.toString()).contains("Nothing to change.");
    }

    @Test
    @Order(5)
    void shouldReplayAnExchangeWithoutDecisions() {
        // When
        int exitCode = run("audit", "replay", "--json", "--dir", directory.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("\"decisions\":0", "\"different\":0");
    }

    @Test
    @Order(6)
    void shouldSayThatNoCertificateHasTheNumber() {
        // When
        int exitCode = run("audit", "certificate", "--dir", directory.toString(), "1.2.156.3005.2.NONE");

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).contains("No certificate has this number");
    }

    @Test
    void shouldRefuseADirectoryAndAnAddressAtOnce() {
        // When
        int exitCode =
                run("exchange", "plan", "--dir", "a", "--bootstrap", "b:1", "--registry", "http://c", "--secrets", "d");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    private int run(String... words) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}

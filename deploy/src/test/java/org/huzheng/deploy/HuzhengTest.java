package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HuzhengTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Huzheng.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldDescribeItselfInChineseAndEnglish() {
        // When
        int exitCode = command.execute("--help");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("互证", "Data sharing and verification");
    }

    @Test
    void shouldRefuseAnEmptyCommandLineWithUsage() {
        // When
        int exitCode = command.execute();

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).contains("缺少子命令", "Usage: huzheng");
    }
}

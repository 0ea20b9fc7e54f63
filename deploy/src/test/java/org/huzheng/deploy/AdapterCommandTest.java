package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DirtyRows;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.deploy.registers.Outbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AdapterCommandTest {
    private static final Population PEOPLE = Population.generate(9, 120);
    private static final DirtyRows DIRT = DirtyRows.plant(9, PEOPLE);

    static final List<Department> DROPPING = List.of(Department.SOCIAL_SECURITY, Department.MEDICAL);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void drop() throws IOException {
        new DropFolders(directory).drop(PEOPLE, DIRT);
        new Outbox(directory.resolve("outbox")).fill(PEOPLE, DIRT);
        Files.writeString(directory.resolve("secret"), "a secret of the exchange, long enough for person keys");
    }

    @ParameterizedTest
    @FieldSource("DROPPING")
    void shouldFindExactlyThePlantedDirtWhenChecked(Department department) throws IOException {
        // When
        int exitCode =
                run("adapter", "check", "--config", configuration(department).toString());

        // Then
        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString())
                .contains("rows read " + DIRT.rows(department))
                .contains("unchanged " + DIRT.exactDuplicates(department))
                .contains("refused " + DIRT.rowsPlantedDirty(department))
                .doesNotContainPattern("[0-9]{17}[0-9X]");
    }

    @Test
    void shouldShowRowsBesideTheEventsTheyWouldBecomeAndNobodysData() throws IOException {
        // When
        run("adapter", "check", "--config", configuration(Department.MEDICAL).toString());

        // Then
        assertThat(out.toString())
                .contains("= org.huzheng.medical.Birth ← birth", "= org.huzheng.medical.MedicalEnrolment ← ")
                .containsPattern("母亲姓名 = .* │ ")
                .containsPattern("│ change = CREATED")
                .containsPattern("│ mother\\.personKey = [A-Za-z0-9_-]{22}")
                .doesNotContainPattern("母亲姓名 = \\p{IsHan}{2}");
    }

    @Test
    void shouldExplainARowStepByStepAndSayWhetherItWouldBePublished() throws IOException {
        // When
        int exitCode = run(
                "adapter",
                "explain",
                "--config",
                configuration(Department.SOCIAL_SECURITY).toString(),
                "2");

        // Then
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("→ org.huzheng.socialsecurity.Contribution", "可发布 publishable")
                .containsPattern("key: 公民身份号码 = .\\*{16}. → personKey = [A-Za-z0-9_-]{22}")
                .containsPattern("kind: 险种 = .+ → codes = (PENSION|UNEMPLOYMENT|WORK_INJURY)")
                .doesNotContainPattern("[0-9]{17}[0-9X]");
    }

    @Test
    void shouldSayWhereTheRowsEndWhenAskedForOneThatIsNotThere() throws IOException {
        // When
        int exitCode = run(
                "adapter",
                "explain",
                "--config",
                configuration(Department.MEDICAL).toString(),
                "--from",
                "no-such",
                "1");

        // Then
        assertThat(exitCode).isEqualTo(FailureReport.COULD_NOT);
        assertThat(err.toString()).contains("expected row 1 of no-such, found 0 rows");
    }

    @Test
    void shouldSayInOneLineWhyItCouldNotBeDone() {
        // When
        int exitCode =
                run("adapter", "check", "-c", directory.resolve("missing.yaml").toString());

        // Then
        assertThat(exitCode).isEqualTo(FailureReport.COULD_NOT);
        assertThat(err.toString().lines()).singleElement().asString().contains("Could not be done", "missing.yaml");
    }

    private Path configuration(Department department) throws IOException {
        Path mapping = Path.of("src", "main", "departments", department.code() + ".yaml")
                .toAbsolutePath();
        Path file = directory.resolve("adapter.yaml");
        Files.writeString(file, """
            mapping: %s
            personKeySecret: secret
            kafka: {bootstrap.servers: "127.0.0.1:1"}
            registry: {schema.registry.url: "http://127.0.0.1:1"}
            settings:
              social-security.directory: %s
              social-security.archive: %s
              medical.host: 127.0.0.1
              medical.port: "1"
              medical.secret: a secret that nothing here is signed with
              medical.samples: %s
            """.formatted(
                        mapping,
                        new DropFolders(directory).of(department),
                        directory.resolve("archive"),
                        directory.resolve("outbox")));
        return file;
    }

    private int run(String... words) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}

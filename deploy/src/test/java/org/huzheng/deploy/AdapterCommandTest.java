package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DirtyRows;
import org.huzheng.deploy.registers.DropFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdapterCommandTest {
    private static final Population PEOPLE = Population.generate(9, 120);
    private static final DirtyRows DIRT = DirtyRows.plant(9, PEOPLE);

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void drop() throws IOException {
        new DropFolders(directory).drop(PEOPLE, DIRT);
        Files.writeString(directory.resolve("secret"), "a secret of the exchange, long enough for person keys");
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCIAL_SECURITY", "MEDICAL"})
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
                  %s.directory: %s
                  %s.archive: %s
                """.formatted(
                        mapping,
                        department.code(),
                        new DropFolders(directory).of(department),
                        department.code(),
                        directory.resolve("archive")));
        return file;
    }

    private int run(String... words) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}

package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DirtyRows;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.deploy.registers.Outbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    void shouldDraftAMappingThatFindsOnlyWhatNobodyCanGuess() throws IOException {
        // Given
        Path csv = directory.resolve("resident-2024.csv");
        Files.writeString(csv, "记录编号,公民身份号码,姓名,性别,出生日期\n1,11010519491231002X,王伟,2,1949-12-31\n");
        Path mapping = directory.resolve("new.yaml");

        // When
        int exitCode = run(
                "adapter",
                "new",
                "--department",
                "household",
                "--to",
                "org.huzheng.household.Resident",
                "--csv",
                csv.toString(),
                "-o",
                mapping.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(mapping)
                .content()
                .contains("name: 姓名", "lifeStatus: {column: \"?\"")
                .doesNotContain("王伟");
        assertThat(directory.resolve("mapping.schema.json")).content().contains("draft/2020-12");
        assertThat(run(
                        "adapter",
                        "new",
                        "--department",
                        "household",
                        "--to",
                        "org.huzheng.household.Resident",
                        "--csv",
                        csv.toString(),
                        "-o",
                        mapping.toString()))
                .as("a file that is there is not overwritten")
                .isEqualTo(FailureReport.COULD_NOT);
    }

    @Test
    void shouldRefuseToDraftForARecordTypeOfAnotherDepartment() {
        // When
        int exitCode = run(
                "adapter",
                "new",
                "--department",
                "property",
                "--to",
                "org.huzheng.household.Resident",
                "--csv",
                "rows.csv",
                "-o",
                "new.yaml");

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains("--to: 应为 expected a record type of property", "org.huzheng.property.PropertyRight");
    }

    @Test
    void shouldDraftAMappingFromALiveTable() throws Exception {
        // Given
        Path mapping = directory.resolve("new.yaml");
        String role = DepartmentDatabase.adapterRole(Department.HOUSEHOLD);
        Path password = Files.writeString(directory.resolve("password"), "password-of-" + role + "\n");
        try (DepartmentDatabase database =
                DepartmentDatabase.start(directory.resolve("database"), name -> "password-of-" + name)) {
            database.load(PEOPLE, DIRT);

            // When
            int exitCode = run(
                    "adapter",
                    "new",
                    "--department",
                    "household",
                    "--to",
                    "org.huzheng.household.Resident",
                    "--jdbc",
                    database.url(Department.HOUSEHOLD),
                    "--table",
                    "household.resident",
                    "--user",
                    role,
                    "--password-file",
                    password.toString(),
                    "-o",
                    mapping.toString());

            // Then
            assertThat(exitCode).as(err::toString).isZero();
            assertThat(mapping)
                    .content()
                    .contains(
                            "from: household.resident",
                            "kind: postgres",
                            "recordId: entry_id",
                            "identityNumber: {column: id_number, as: identityNumber}",
                            "father: {person: {number: father_id_number, name: father_name}}",
                            "password: ${file:" + password)
                    .doesNotContain("password-of-");
        }
    }

    @Test
    void shouldDraftFromASheetOfAWorkbook() {
        // Given
        Path workbook = Path.of("..", "departments", "transport-licences", "sample", "licence-2024-06-30.xlsx");
        Path mapping = directory.resolve("new.yaml");

        // When
        int exitCode = draft(mapping, "--xlsx", workbook.toString(), "--header-row", "2");

        // Then
        assertThat(exitCode).as(err::toString).isZero();
        assertThat(mapping)
                .content()
                .contains("format: xlsx", "headerRow: 2", "from: \"licence-*.xlsx\"", "name: 姓名")
                .doesNotContainPattern("[0-9]{17}[0-9X]");
    }

    @Test
    void shouldDraftFromASourceAsAMappingHasItReadingNamesAsTheDraftDoes() throws IOException {
        // Given: what the draft will lie beside, and the source somewhere else
        Path folder = Files.createDirectories(directory.resolve("department"));
        Files.createDirectory(folder.resolve("drop"));
        Files.writeString(folder.resolve("drop").resolve("rows.txt"), "1711010519491231002X王伟\n");
        Path source = Files.writeString(directory.resolve("source.yaml"), """
                source:
                  kind: file-drop
                  directory: drop
                  archive: archive
                  encoding: UTF-8
                  format: fixed-width
                  positions: characters
                  columns: {编号: 1-2, 公民身份号码: 3-20, 姓名: 21-22}
                """);
        Path mapping = folder.resolve("new.yaml");

        // When
        int exitCode = draft(mapping, "--source", source.toString(), "--from", "rows.txt");

        // Then
        assertThat(exitCode).as(err::toString).isZero();
        assertThat(mapping)
                .content()
                .contains("  columns: {编号: 1-2, 公民身份号码: 3-20, 姓名: 21-22}\n", "from: rows.txt", "name: 姓名")
                .doesNotContain("王伟", "11010519491231002X");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2 | --csv rows.csv --encoding GBK                                             | --encoding: 应为 expected one of [UTF-8, GB18030],实为 found GBK
            2 | --csv rows.csv --separator #                                              | --separator: 应为 expected comma, semicolon or tab,实为 found '#'
            2 | --source s.yaml --from [                                                  | --from: 应为 expected a table, or a pattern of file names,实为 found [
            2 | --jdbc jdbc:dm://h?password=geheim --table t --user u --password-file p   | --jdbc: 应为 expected an address without a login, which would stand in the mapping,实为 found what may be one in jdbc:dm:…
            2 | --jdbc jdbc:postgresql://h --table t --user u --password-file p           | --jdbc: 应为 expected jdbc:postgresql://HOST:PORT/DATABASE
            2 | --csv rows.csv --xlsx rows.xlsx                                           | mutually exclusive
            3 | --csv no-such.csv                                                         | no-such.csv: expected a readable file
            3 | --source no-such.yaml --from rows.csv                                     | no-such.yaml: expected a readable file in UTF-8
            3 | --jdbc jdbc:dm://h --table t --user u --password-file pom.xml             | expected a JDBC driver on the class path
            """)
    void shouldSayWhyItCannotBeDraftedFrom(int expected, String words, String message) {
        // When
        Path mapping = directory.resolve("new.yaml");
        int exitCode = draft(mapping, words.split(" ", -1));

        // Then
        assertThat(exitCode).isEqualTo(expected);
        assertThat(err.toString()).contains(message).doesNotContain("geheim");
        assertThat(mapping).doesNotExist();
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

    private int draft(Path mapping, String... source) {
        List<String> words = new ArrayList<>(List.of(
                "adapter",
                "new",
                "--department",
                "household",
                "--to",
                "org.huzheng.household.Resident",
                "--output",
                mapping.toString()));
        words.addAll(List.of(source));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}

package org.huzheng.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DirtyRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafting a mapping from what its source looks like. */
class AdapterNewCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void shouldDraftAMappingThatFindsOnlyWhatNobodyCanGuess() throws IOException {
        // Given
        Path csv = directory.resolve("resident-2024.csv");
        Files.writeString(csv, "记录编号,公民身份号码,姓名,性别,出生日期\n1,11010519491231002X,王伟,2,1949-12-31\n");
        Path mapping = directory.resolve("new.yaml");

        // When
        int exitCode = draft(mapping, "--csv", csv.toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(mapping)
                .content()
                .contains("name: 姓名", "lifeStatus: {column: \"?\"")
                .doesNotContain("王伟");
        assertThat(directory.resolve("mapping.schema.json")).content().contains("draft/2020-12");
        assertThat(draft(mapping, "--csv", csv.toString()))
                .as("a file that is there is not overwritten")
                .isEqualTo(FailureReport.COULD_NOT);
        assertThat(err.toString())
                .contains("--output: 应为 expected a file that is not there yet,实为 found one that is: " + mapping);
    }

    @Test
    void shouldRefuseToDraftForARecordTypeOfAnotherDepartment() {
        // When
        int exitCode = draftOf("property", directory.resolve("new.yaml"), "--csv", "rows.csv");

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
        Population people = Population.generate(9, 120);
        Path password = Files.writeString(directory.resolve("password"), "password-of-" + role + "\n");
        try (DepartmentDatabase database =
                DepartmentDatabase.start(directory.resolve("database"), name -> "password-of-" + name)) {
            database.load(people, DirtyRows.plant(9, people));

            // When
            int exitCode = draft(
                    mapping,
                    "--jdbc",
                    database.url(Department.HOUSEHOLD),
                    "--table",
                    "household.resident",
                    "--user",
                    role,
                    "--password-file",
                    password.toString());

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
            2 | --jdbc jdbc:dm://h?password=geheim --table t --user u --password-file p   | --jdbc: 地址不符 expected an address without a login, which would stand in the mapping, found what may be one in jdbc:dm:…
            2 | --jdbc jdbc:postgresql://h --table t --user u --password-file p           | --jdbc: 地址不符 expected jdbc:postgresql://HOST:PORT/DATABASE
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

    private int draft(Path mapping, String... source) {
        return draftOf("household", mapping, source);
    }

    private int draftOf(String department, Path mapping, String... source) {
        return Huzheng.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(
                                Stream.of(
                                        "adapter",
                                        "new",
                                        "--department",
                                        department,
                                        "--to",
                                        "org.huzheng.household.Resident",
                                        "--output",
                                        mapping.toString()),
                                Stream.of(source))
                        .toArray(String[]::new));
    }
}

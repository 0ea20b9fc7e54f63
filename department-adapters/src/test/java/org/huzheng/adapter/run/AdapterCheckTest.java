package org.huzheng.adapter.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Explanation;
import org.huzheng.adapter.mapping.MappedRow;
import org.huzheng.catalogue.Department;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check of dropped files: needs no exchange. */
class AdapterCheckTest {
    private static final String HEADER = "记录编号,版本号,公民身份号码,险种类型,参保状态,参保地,参保日期,终止日期,变更类型,变更原因,登记时间\n";

    @TempDir
    private Path directory;

    private Path drop;
    private AdapterConfiguration configuration;

    @BeforeEach
    void dropFolder() throws IOException {
        drop = Files.createDirectories(directory.resolve("drop"));
        configuration = AdapterConfiguration.of(
                Departments.mappingOfFiles(Department.MEDICAL, directory, UnaryOperator.identity()),
                Departments.folders(Department.MEDICAL, drop, directory.resolve("archive")),
                Map.of(),
                Map.of(),
                Files.writeString(directory.resolve("secret"), "a secret for tests, of 32 bytes or more"));
    }

    @Test
    void shouldReportAFileWithoutAHeadingAndNotSayWhatItHoldsInstead() throws Exception {
        // Given
        Files.writeString(drop.resolve("enrolment-1.csv"), row(1) + row(2));

        // When
        CheckReport report = AdapterCheck.run(configuration, 100);

        // Then
        assertThat(report.refusals()).singleElement().satisfies(refusals -> {
            assertThat(refusals.rule()).isEqualTo("refused-file");
            assertThat(refusals.example().expected()).isEqualTo("columns named [记录编号], which make the record's id");
            assertThat(refusals.example().foundShown())
                    .hasValue("11 columns, none of them named [记录编号]; is the heading missing?");
        });
    }

    @Test
    void shouldNameTheColumnsThereAreWhenOneIsMissing() throws Exception {
        // Given
        Files.writeString(
                drop.resolve("enrolment-1.csv"),
                HEADER.replace("参保地", "参 保地").replace("变更原因", "330110196612127953") + row(1));

        // When
        CheckReport report = AdapterCheck.run(configuration, 100);

        // Then
        assertThat(report.refusals()).singleElement().satisfies(refusals -> {
            assertThat(refusals.rule()).isEqualTo("missing-column");
            assertThat(refusals.example().foundShown())
                    .hasValueSatisfying(found ->
                            assertThat(found).startsWith("the columns [记录编号, ").contains("参 保地", "3****************3"));
        });
    }

    @Test
    void shouldSayWhereItLookedWhenThereIsNoRow() {
        // When, then
        assertThatExceptionOfType(AdapterException.class)
                .isThrownBy(() -> AdapterCheck.run(configuration, 100))
                .withMessageContaining("expected rows of [")
                .withMessageContaining("enrolment")
                .withMessageContaining("in directory " + drop)
                .withMessageContaining("found none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12-enrolment-1.csv", "0123456789ab-enrolment-1.csv", "enrolment-1.csv"})
    void shouldReadAnArchivedFile(String name) throws Exception {
        // Given
        Path archived = Files.writeString(
                Files.createDirectories(directory.resolve("archive")).resolve(name), HEADER + row(1));

        // When
        CheckReport report = AdapterCheck.run(configuration, 100, Optional.of(archived));
        Explanation explanation = AdapterExplain.run(
                configuration, new AdapterExplain.Choice(Optional.empty(), 1), Optional.of(archived));

        // Then
        assertThat(report.publishable()).isEqualTo(1);
        assertThat(explanation.outcome()).isInstanceOf(MappedRow.Version.class);
    }

    @Test
    void shouldNameThePatternsWhenNoneTakesTheFile() throws Exception {
        // Given
        Path other = Files.writeString(directory.resolve("other.csv"), HEADER + row(1));

        // When, then
        assertThatExceptionOfType(AdapterException.class)
                .isThrownBy(() -> AdapterCheck.run(configuration, 100, Optional.of(other)))
                .withMessageContaining("expected a name that one of the patterns [")
                .withMessageContaining("found other.csv");
    }

    @Test
    void shouldReportARefusedFileAndGoOnWithTheNext() throws Exception {
        // Given: a file cut off while it was packed lies before a sound one
        byte[] packed = gzip(HEADER + row(1));
        Files.write(drop.resolve("enrolment-1.csv.gz"), Arrays.copyOf(packed, packed.length - 12));
        Files.writeString(drop.resolve("enrolment-2.csv"), HEADER + row(2) + row(3));

        // When
        CheckReport report = AdapterCheck.run(configuration, 100);

        // Then
        assertThat(report.publishable()).isEqualTo(2);
        assertThat(report.refused()).isEqualTo(1);
        assertThat(report.refusals()).singleElement().satisfies(refusals -> {
            assertThat(refusals.rule()).isEqualTo("refused-file");
            assertThat(refusals.example().origin()).isEqualTo("enrolment-1.csv");
            assertThat(refusals.example().expected()).isEqualTo("a packed file that can be unpacked to its end");
            assertThat(refusals.example().foundShown()).hasValue("a damaged one");
        });
        assertThat(drop.resolve("enrolment-1.csv.gz")).exists();
    }

    private static String row(int person) {
        return "m" + person + ",1," + HouseholdRegister.number(person)
                + ",390,1,110105,2020-01-01,,1,,2020-01-01 08:00:00\n";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}

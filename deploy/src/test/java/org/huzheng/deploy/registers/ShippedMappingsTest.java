package org.huzheng.deploy.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterCheck;
import org.huzheng.adapter.run.CheckReport;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapping files that ship, over the registers the demo runs: everything planted is found, and nothing else is. */
class ShippedMappingsTest {
    private static final long ALL = Long.MAX_VALUE;
    private static final Population PEOPLE = Population.generate(3, 600);
    private static final DirtyRows DIRT = DirtyRows.plant(3, PEOPLE);

    @TempDir
    private Path directory;

    private static String passwordOf(String role) {
        return "password-of-" + role;
    }

    private CheckReport check(Department department, Map<String, String> settings) throws Exception {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put(department.code() + "." + name, value));
        Path mapping =
                Path.of(System.getProperty("huzheng.root"), "deploy/src/main/departments", department.code() + ".yaml");
        Path secret = Files.write(directory.resolve("secret"), new byte[32]);
        return AdapterCheck.run(AdapterConfiguration.of(mapping, named, Map.of(), Map.of(), secret), ALL);
    }

    private static void assertFindsWhatIsPlanted(CheckReport report, Department department) {
        assertThat(report.refused()).as(report::toString).isEqualTo(DIRT.rowsPlantedDirty(department));
        assertThat(report.unchanged()).isEqualTo(DIRT.exactDuplicates(department));
        assertThat(report.rows()).isEqualTo(DIRT.rows(department));
    }

    @Test
    void shouldRefuseWhatIsPlantedInFilesAndNothingElse() throws Exception {
        // Given
        DropFolders folders = new DropFolders(directory.resolve("drop"));
        folders.drop(PEOPLE, DIRT);

        // When
        CheckReport report = check(
                Department.SOCIAL_SECURITY,
                Map.of(
                        "directory",
                        folders.of(Department.SOCIAL_SECURITY).toString(),
                        "archive",
                        directory.resolve("archive").toString()));

        // Then
        assertFindsWhatIsPlanted(report, Department.SOCIAL_SECURITY);
    }

    @Test
    void shouldRefuseWhatIsPlantedInPostedRowsAndNothingElse() throws Exception {
        // Given
        Path outbox = directory.resolve("outbox");
        new Outbox(outbox).fill(PEOPLE, DIRT);

        // When
        CheckReport report = check(
                Department.MEDICAL,
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        "1",
                        "secret",
                        "a secret that nothing here is signed with",
                        "samples",
                        outbox.toString()));

        // Then
        assertFindsWhatIsPlanted(report, Department.MEDICAL);
    }

    @Test
    void shouldRefuseWhatIsPlantedInTablesAndNothingElse() throws Exception {
        // Given
        try (DepartmentDatabase database =
                DepartmentDatabase.start(directory.resolve("database"), ShippedMappingsTest::passwordOf)) {
            database.load(PEOPLE, DIRT);
            String capture = DepartmentDatabase.adapterRole(Department.HOUSEHOLD);
            String reader = DepartmentDatabase.adapterRole(Department.PROPERTY);

            // When
            CheckReport captured = check(
                    Department.HOUSEHOLD,
                    Map.of(
                            "host", database.host(),
                            "port", String.valueOf(database.port()),
                            "database", DepartmentDatabase.databaseOf(Department.HOUSEHOLD),
                            "user", capture,
                            "password", passwordOf(capture)));
            CheckReport polled = check(
                    Department.PROPERTY,
                    Map.of("url", database.url(Department.PROPERTY), "user", reader, "password", passwordOf(reader)));

            // Then
            assertFindsWhatIsPlanted(captured, Department.HOUSEHOLD);
            assertFindsWhatIsPlanted(polled, Department.PROPERTY);
        }
    }
}

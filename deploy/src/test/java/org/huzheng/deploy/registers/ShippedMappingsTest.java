package org.huzheng.deploy.registers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.run.AdapterCheck;
import org.huzheng.adapter.run.CheckReport;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The mapping files that ship, over the registers the demo runs: everything planted is found, and nothing else is. */
class ShippedMappingsTest {
    private static final long ALL = Long.MAX_VALUE;
    private static final Population PEOPLE = Population.generate(3, 600);
    private static final DirtyRows DIRT = DirtyRows.plant(3, PEOPLE);

    static final List<Department> DROPPING = List.of(Department.SOCIAL_SECURITY, Department.MEDICAL);

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

    @ParameterizedTest
    @FieldSource("DROPPING")
    void shouldRefuseWhatIsPlantedInFilesAndNothingElse(Department department) throws Exception {
        // Given
        DropFolders folders = new DropFolders(directory.resolve("drop"));
        folders.drop(PEOPLE, DIRT);

        // When
        CheckReport report = check(
                department,
                Map.of(
                        "directory",
                        folders.of(department).toString(),
                        "archive",
                        directory.resolve("archive").toString()));

        // Then
        assertFindsWhatIsPlanted(report, department);
    }

    @Test
    void shouldRefuseWhatIsPlantedInTablesAndNothingElse() throws Exception {
        // Given
        try (DepartmentDatabase database =
                DepartmentDatabase.start(directory.resolve("database"), ShippedMappingsTest::passwordOf)) {
            database.load(PEOPLE, DIRT);
            for (Department department : new Department[] {Department.HOUSEHOLD, Department.PROPERTY}) {
                String role = DepartmentDatabase.captureRole(department);

                // When
                CheckReport report = check(
                        department,
                        Map.of(
                                "host", database.host(),
                                "port", String.valueOf(database.port()),
                                "database", DepartmentDatabase.NAME,
                                "user", role,
                                "password", passwordOf(role)));

                // Then
                assertFindsWhatIsPlanted(report, department);
            }
        }
    }
}

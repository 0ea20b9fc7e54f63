package org.huzheng.deploy.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Cast;
import org.huzheng.deploy.population.Population;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartmentDatabaseTest {
    private static final Population PEOPLE = Population.generate(5, 60);
    private static final DirtyRows DIRT = DirtyRows.plant(5, PEOPLE);

    @TempDir
    private Path directory;

    private DepartmentDatabase database;

    @BeforeEach
    void start() throws IOException, SQLException {
        database = DepartmentDatabase.start(directory, DepartmentDatabaseTest::password);
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
    }

    @Test
    void shouldKeepItsRowsAndPortWhenStartedAgain() throws IOException, SQLException {
        // Given
        database.load(PEOPLE, DIRT);
        Map<RegisterSource, Long> rows = database.rows();
        int port = database.port();
        database.close();

        // When
        start();
        database.load(PEOPLE, DIRT);

        // Then
        assertThat(database.rows()).isEqualTo(rows);
        assertThat(database.port()).isEqualTo(port);
        assertThat(rows.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(DIRT.rows(Department.HOUSEHOLD) + DIRT.rows(Department.PROPERTY));
    }

    @Test
    void shouldStateTheOtherMotherOnceCorrected() throws IOException, SQLException {
        // Given
        database.load(PEOPLE, DIRT);
        Cast cast = PEOPLE.cast();

        // When
        DepartmentDatabase.Committed committed = database.correct(cast.correction());

        // Then
        assertThat(System.nanoTime()).isGreaterThan(committed.nanoTime());
        try (Connection clerk = database.clerk(Department.HOUSEHOLD);
                ResultSet row = clerk.createStatement()
                        .executeQuery("SELECT mother_id_number, change_kind FROM household.resident WHERE entry_id = "
                                + cast.correction().entryId())) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(cast.rightMother().number().value());
            assertThat(row.getString(2)).isEqualTo("2");
        }
    }

    @Test
    void shouldLetAnAdapterReadItsOwnSchemaOnly() throws SQLException {
        String role = DepartmentDatabase.adapterRole(Department.HOUSEHOLD);
        try (Connection own = connect(Department.HOUSEHOLD, role, password(role));
                Connection other = connect(Department.PROPERTY, role, password(role))) {
            assertThat(own.createStatement().executeQuery("SELECT * FROM household.resident"))
                    .isNotNull();
            assertThatThrownBy(() -> other.createStatement().executeQuery("SELECT * FROM property.holding"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> own.createStatement().executeUpdate("DELETE FROM household.resident"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void shouldRefuseAWrongPassword() {
        assertThatThrownBy(() -> connect(Department.HOUSEHOLD, "postgres", "another-password-altogether"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    private Connection connect(Department department, String role, String password) throws SQLException {
        return DriverManager.getConnection(database.url(department), role, password);
    }

    private static String password(String role) {
        return "password-of-the-role-" + role;
    }
}

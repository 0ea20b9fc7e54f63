package org.huzheng.deploy.trial;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.population.Cast;
import org.huzheng.deploy.population.Correction;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DirtyRows;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.deploy.registers.Outbox;

/** The four departments' own systems, filled with a population and its dirt. */
public final class Departments implements AutoCloseable {
    private final TrialDirectory directory;
    private final Population population;
    private final DirtyRows dirt;
    private final DepartmentDatabase database;
    private final Outbox outbox;
    private Optional<Hospitals> hospitals = Optional.empty();

    private Departments(TrialDirectory directory, Population population, DirtyRows dirt, DepartmentDatabase database) {
        this.directory = directory;
        this.outbox = new Outbox(directory.outbox());
        this.population = population;
        this.dirt = dirt;
        this.database = database;
    }

    /** Starts the databases, and fills them, drop folders and outbox where that has not been done. */
    public static Departments open(TrialDirectory directory, TrialSecrets secrets, long seed, int people)
            throws TrialException, IOException {
        Population population = Population.generate(seed, people);
        DirtyRows dirt = DirtyRows.plant(seed, population);
        if (!directory.areFilesDropped()) {
            new DropFolders(directory.dropFolders()).drop(population, dirt);
            new Outbox(directory.outbox()).fill(population, dirt);
            directory.filesAreDropped();
        }
        try {
            DepartmentDatabase database = DepartmentDatabase.start(directory.postgres(), secrets::passwordOfRole);
            boolean loaded = false;
            try {
                database.load(population, dirt);
                loaded = true;
            } finally {
                if (!loaded) {
                    database.close();
                }
            }
            return new Departments(directory, population, dirt, database);
        } catch (SQLException e) {
            throw new TrialException("部门数据库无法启动。", "The departments' database cannot be used: " + e.getMessage(), e);
        }
    }

    /** Lets hospitals post, to the adapter that is running by now; to be closed before it. */
    public Hospitals startPosting(TrialSecrets secrets) {
        Hospitals posting = Hospitals.start(outbox, directory, secrets);
        hospitals = Optional.of(posting);
        return posting;
    }

    /** Why a department's system stopped handing out rows, if one did. */
    public Optional<String> failure() {
        return hospitals.flatMap(Hospitals::failure);
    }

    public DepartmentDatabase database() {
        return database;
    }

    /** The people the systems are about. */
    public Population population() {
        return population;
    }

    public Cast cast() {
        return population.cast();
    }

    public int people() {
        return population.people().size();
    }

    /** Rows in a department's systems, each correction one more: the database's log has it as a row of its own. */
    public long rows(Department department) {
        return dirt.rows(department) + (department.equals(Department.HOUSEHOLD) ? directory.corrections() : 0);
    }

    /** Rows in all systems. */
    public long rows() {
        return dirt.rows() + directory.corrections();
    }

    public DirtyRows dirt() {
        return dirt;
    }

    /**
     * The correction the story is told with: the entry of the cast's child is made to state the other of the two women, whichever it states now,
     * so that the story can be told again on the same directory.
     */
    public Correction nextCorrection() {
        Correction correction = population.cast().correction();
        boolean isUndone = directory.corrections() % 2 == 0;
        return isUndone ? correction : correction.undone();
    }

    /** Commits a correction in the household database and says when. */
    public DepartmentDatabase.Committed correct(Correction correction) throws TrialException, IOException {
        try {
            DepartmentDatabase.Committed committed = database.correct(correction);
            directory.correctionIsCommitted();
            return committed;
        } catch (SQLException e) {
            throw new TrialException(
                    "户籍数据库未能更正。", "The household database could not be corrected: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}

package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;

/** Adapters alone, one source after the other, each beside what its source and the broker could do without one. */
final class AdapterBench {
    /** Fewer say nothing. */
    static final int FEWEST_ROWS = 1_000;

    private static final int PARTITIONS = 6;
    /** How often each stage is done that counts, after once to warm up. */
    private static final int TURNS = 2;

    private final Path directory;
    private final Set<Part> parts;
    private final Size size;
    private final Narrator narrator;
    private final Findings findings = new Findings();

    /** What can be measured without the rest. */
    enum Part {
        /** Full dumps that differ little from the one before. */
        DUMPS,
        /** A file backfilled. */
        FILE,
        /** A polled table backfilled. */
        TABLE,
        /** Changes captured, and how soon each is visible. */
        CAPTURE,
        /** A backfill in little memory. */
        MEMORY
    }

    /**
     * How much is done.
     *
     * @param rows rows of each register
     * @param memoryRows rows of the backfill in little memory
     * @param load how long changes are offered
     */
    record Size(int rows, int memoryRows, Duration load) {}

    /**
     * A benchmark.
     *
     * @param directory empty or not there yet
     * @param parts in the order they are declared in; at least one
     */
    AdapterBench(Path directory, Set<Part> parts, Size size, Narrator narrator) {
        this.directory = directory;
        this.parts = Set.copyOf(parts);
        this.size = size;
        this.narrator = narrator;
    }

    BenchReport run() throws TrialException, IOException, InterruptedException, ExecutionException {
        findings.count("rows", size.rows());
        TrialSecrets secrets = TrialSecrets.in(directory.resolve("secrets"));
        if (parts.contains(Part.DUMPS)) {
            narrator.chapter("全量文件比对", "Full dumps compared");
            // before anything else runs in this process
            new DumpBench(directory.resolve("dumps"), size.rows(), TURNS, findings).run(secrets.personKeySecret());
        }
        if (parts.equals(Set.of(Part.DUMPS))) {
            return findings.report();
        }
        try (Started started = new Started()) {
            EmbeddedExchange exchange = started.keep(
                    EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), PARTITIONS)));
            exchange.operations().apply();
            Admin admin = started.keep(Admin.create(exchange.clientConfig(EmbeddedBroker.ADMIN)));
            admin.createTopics(List.of(new NewTopic(BenchSite.RAW, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
            publish(
                    new BenchSite(directory.resolve("adapters"), exchange, admin, secrets.personKeySecret()),
                    started.keep(database(secrets)));
            return findings.report();
        }
    }

    private void publish(BenchSite site, DepartmentDatabase database)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        BackfillBench backfills = new BackfillBench(site, size.rows(), TURNS, findings);
        if (parts.contains(Part.FILE)) {
            narrator.chapter("文件回填", "A file backfilled");
            backfills.file();
        }
        if (parts.contains(Part.TABLE)) {
            narrator.chapter("轮询表回填", "A polled table backfilled");
            backfills.table(database);
        }
        if (parts.contains(Part.CAPTURE)) {
            capture(site, database);
        }
        if (parts.contains(Part.MEMORY)) {
            narrator.chapter("256 MiB 堆回填", "A backfill in a heap of 256 MiB");
            new MemoryBench(site, size.memoryRows(), findings).run();
        }
    }

    private void capture(BenchSite site, DepartmentDatabase database)
            throws TrialException, IOException, InterruptedException, ExecutionException {
        ResidentRegister register = new ResidentRegister(database, size.rows());
        CaptureBench capture = new CaptureBench(site, database, register, findings);
        narrator.chapter("变更捕获", "Changes captured");
        capture.stream(TURNS);
        narrator.chapter("变更到主题的时延", "How soon a change is visible");
        try (WatchedAdapter adapter = WatchedAdapter.start(capture.configuration())) {
            new VisibilityBench(site, register, findings).run(adapter, capture.version(), size.load());
        }
    }

    private DepartmentDatabase database(TrialSecrets secrets) throws TrialException, IOException {
        try {
            DepartmentDatabase database =
                    DepartmentDatabase.start(directory.resolve("postgres"), secrets::passwordOfRole);
            boolean filled = false;
            try (Connection household = database.clerk(Department.HOUSEHOLD);
                    Connection property = database.clerk(Department.PROPERTY)) {
                SyntheticRegisters.residents(household, size.rows());
                SyntheticRegisters.holdings(property, size.rows());
                filled = true;
                return database;
            } finally {
                if (!filled) {
                    database.close();
                }
            }
        } catch (SQLException e) {
            throw new TrialException("部门数据库无法使用。", "The departments' database cannot be used: " + e.getMessage(), e);
        }
    }
}

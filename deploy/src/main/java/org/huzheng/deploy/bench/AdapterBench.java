package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final Size size;
    private final Narrator narrator;
    private final Findings findings = new Findings();

    /**
     * How much is done.
     *
     * @param rows rows of each register
     * @param memoryRows rows of the backfill in little memory
     * @param load how long changes are offered
     */
    record Size(int rows, int memoryRows, Duration load) {}

    AdapterBench(Path directory, Size size, Narrator narrator) {
        this.directory = directory;
        this.size = size;
        this.narrator = narrator;
    }

    BenchReport run() throws TrialException, IOException, InterruptedException, ExecutionException {
        findings.count("rows", size.rows());
        TrialSecrets secrets = TrialSecrets.in(directory.resolve("secrets"));
        narrator.chapter("全量文件比对", "Full dumps compared");
        // before anything else runs in this process
        new DumpBench(directory.resolve("dumps"), size.rows(), TURNS, findings).run(secrets.personKeySecret());
        try (Started started = new Started()) {
            EmbeddedExchange exchange = started.keep(
                    EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), PARTITIONS)));
            exchange.operations().apply();
            Admin admin = started.keep(Admin.create(exchange.clientConfig(EmbeddedBroker.ADMIN)));
            admin.createTopics(List.of(new NewTopic(BenchSite.RAW, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
            BenchSite site = new BenchSite(directory.resolve("adapters"), exchange, admin, secrets.personKeySecret());
            DepartmentDatabase database = started.keep(database(secrets));
            BackfillBench backfills = new BackfillBench(site, size.rows(), TURNS, findings);
            narrator.chapter("文件回填", "A file backfilled");
            backfills.file();
            narrator.chapter("轮询表回填", "A polled table backfilled");
            backfills.table(database);
            capture(site, database);
            narrator.chapter("256 MiB 堆回填", "A backfill in a heap of 256 MiB");
            new MemoryBench(site, size.memoryRows(), findings).run();
            return findings.report();
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

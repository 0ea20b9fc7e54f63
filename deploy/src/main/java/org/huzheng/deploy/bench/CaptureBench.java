package org.huzheng.deploy.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.postgres.PostgresSettings;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.deploy.trial.TrialException;

/**
 * Change capture from PostgreSQL: a backlog of changes is read by an adapter and by the bare engine that only counts them, each through a slot of
 * its own, in turns; the first turn warms up. Both are counted from their first batch, since what lies before it is connecting.
 */
final class CaptureBench {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(1);
    private static final Target FOUR_FIFTHS = Target.ratioAtLeast(0.8);
    private static final String BARE_SLOT = "bench_bare";

    private final BenchSite site;
    private final DepartmentDatabase database;
    private final ResidentRegister register;
    private final Findings findings;
    private final AdapterConfiguration configuration;
    private Optional<String> barePosition = Optional.empty();
    private int version;

    CaptureBench(BenchSite site, DepartmentDatabase database, ResidentRegister register, Findings findings)
            throws IOException {
        this.site = site;
        this.database = database;
        this.register = register;
        this.findings = findings;
        this.configuration = site.adapter("capture", RegisterSource.RESIDENT, source("huzheng_bench"));
    }

    private Map<String, ?> source(String slot) {
        return Map.of(
                "kind", PostgresSettings.KIND,
                "host", database.host(),
                "port", database.port(),
                "database", DepartmentDatabase.NAME,
                "user", DepartmentDatabase.captureRole(Department.HOUSEHOLD),
                "password", database.capturePassword(Department.HOUSEHOLD),
                "publication", Department.HOUSEHOLD.code(),
                "slot", slot);
    }

    /** The adapter that captures the register. */
    AdapterConfiguration configuration() {
        return configuration;
    }

    /** The version the register is in: names are to change with each. */
    int version() {
        return version;
    }

    /** Streams the whole register's changes, so many turns counted. */
    void stream(int turns) throws TrialException, IOException, InterruptedException, ExecutionException {
        long rows = register.rows();
        try (WatchedAdapter adapter = WatchedAdapter.start(configuration)) {
            adapter.publishAll(rows);
            adapter.awaitCaughtUp();
        }
        bare(rows);
        ours();
        bare(rows);
        Rate ours = ours();
        Rate limit = bare(rows);
        for (int turn = 1; turn < turns; turn++) {
            ours = ours.plus(ours());
            limit = limit.plus(bare(rows));
        }
        findings.count("changesCaptured", version * rows);
        findings.count(
                "captureRecordsOnTopic",
                site.recordsOn(Topics.HOUSEHOLD_RESIDENT).read().count());
        Figure bound = findings.limit("bare-capture", "裸捕获只计数", limit.perSecond(), "rows/s");
        findings.add(Figure.held("capture-streaming", "变更捕获", ours.perSecond(), bound)
                .meantFor(FOUR_FIFTHS));
    }

    /** Changes the whole register, and lets the adapter publish that. */
    private Rate ours() throws TrialException, InterruptedException, ExecutionException {
        version++;
        register.renameAll(version);
        try (WatchedAdapter adapter = WatchedAdapter.start(configuration)) {
            return adapter.publishOn(register.rows());
        }
    }

    /** Lets the bare engine count what it has not seen. */
    private Rate bare(long rows) throws TrialException, IOException, InterruptedException, ExecutionException {
        Mapping mapping = BareRows.mappingOf(site.adapter("bare-capture", RegisterSource.RESIDENT, source(BARE_SLOT)));
        SourceOpening opening = new SourceOpening(
                mapping.department().code(), mapping.origins(), Optional.empty(), configuration.markInterval());
        Capture capture = ((PostgresSettings) mapping.source()).capture(opening);
        try (BareCapture engine = BareCapture.start(capture, opening, barePosition)) {
            Rate rate = new Progression("裸捕获 bare capture", rows, LOOK_INTERVAL).watch(engine::rows);
            while (!engine.isStreaming()) {
                engine.rows();
                Thread.sleep(LOOK_INTERVAL.toMillis());
            }
            barePosition = engine.position();
            return rate;
        }
    }
}

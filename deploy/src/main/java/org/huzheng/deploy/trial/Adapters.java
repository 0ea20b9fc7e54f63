package org.huzheng.deploy.trial;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.AdapterProgress;
import org.huzheng.adapter.run.AdapterRuntime;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.RegisterSource;
import org.huzheng.settings.SettingsException;

/** The four departments' adapters, running. */
public final class Adapters implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final Map<Department, AdapterRuntime> running = new LinkedHashMap<>();
    private final Map<Department, String> kinds = new HashMap<>();

    private Adapters() {}

    public static Adapters start(AdapterFiles files, MeterRegistry meters) throws TrialException, IOException {
        Adapters adapters = new Adapters();
        boolean started = false;
        try {
            for (Department department : RegisterSource.departments()) {
                AdapterConfiguration configuration = AdapterConfiguration.read(files.write(department), Map.of());
                adapters.kinds.put(
                        department, configuration.readMapping().source().kind());
                adapters.running.put(department, AdapterRuntime.start(configuration, meters));
            }
            started = true;
            return adapters;
        } catch (SettingsException | AdapterException e) {
            throw new TrialException("适配器无法启动。", "An adapter cannot start: " + e.getMessage(), e);
        } finally {
            if (!started) {
                adapters.close();
            }
        }
    }

    /** What became of all rows, since the first start on this directory. */
    public Totals totals() {
        return running.values().stream()
                .map(adapter -> adapter.progress().totals())
                .reduce(Totals.none(), Totals::plus);
    }

    /** Kind of a department's source, as its mapping file names it. */
    public String kind(Department department) {
        return kinds.getOrDefault(department, "");
    }

    /** What became of a department's rows. */
    public Totals totals(Department department) {
        return progress(department).totals();
    }

    /**
     * Waits until every row of every source is published, deduplicated or quarantined, and everything committed until now besides.
     *
     * @param departments whose sources know how many rows they have
     */
    public void awaitRows(Departments departments, Duration patience, Narrator narrator)
            throws TrialException, InterruptedException {
        Instant now = Instant.now();
        Instant until = now.plus(patience);
        Deque<Department> left = new ArrayDeque<>(running.keySet());
        long total = running.keySet().stream().mapToLong(departments::rows).sum();
        try (Narrator.Progress progress = narrator.progress("发布记录", "publishing records", total)) {
            while (!left.isEmpty()) {
                left.removeIf(department -> hasCaughtUp(department, departments.rows(department), now));
                progress.reach(Math.min(total, totals().rows()));
                if (!left.isEmpty()) {
                    requireTimeLeft(until, left.getFirst(), departments);
                    Thread.sleep(LOOK_INTERVAL.toMillis());
                }
            }
        }
    }

    private boolean hasCaughtUp(Department department, long rows, Instant time) {
        AdapterProgress progress = progress(department);
        return progress.totals().rows() >= rows
                && progress.publishedThrough()
                        .filter(through -> !through.isBefore(time))
                        .isPresent();
    }

    private void requireTimeLeft(Instant until, Department department, Departments departments) throws TrialException {
        Optional<String> standstill = departments.failure();
        if (standstill.isPresent() || Instant.now().isAfter(until)) {
            AdapterProgress progress = progress(department);
            Optional<String> failure = standstill.or(progress::failure);
            throw new TrialException(
                    department.chineseName() + "的记录未能及时发布。",
                    "Expected " + departments.rows(department) + " rows of " + department.code()
                            + " to be accounted for, found " + progress.totals().rows()
                            + failure.map(why -> "; it is said: " + why).orElse(""));
        }
    }

    private AdapterProgress progress(Department department) {
        AdapterRuntime adapter = running.get(department);
        if (adapter == null) {
            throw new IllegalStateException("adapter of " + department.code() + ": expected it running");
        }
        return adapter.progress();
    }

    @Override
    public void close() {
        running.values().forEach(AdapterRuntime::close);
    }
}

package org.huzheng.deploy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.monitor.Monitoring;
import org.huzheng.adapter.monitor.MonitoringServer;
import org.huzheng.adapter.publish.Totals;
import org.huzheng.adapter.run.AdapterException;
import org.huzheng.adapter.run.AdapterRuntime;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.settings.SettingsException;
import picocli.CommandLine.Command;

/**
 * {@code huzheng adapter run}: runs until the process is told to end (SIGTERM, Ctrl-C), finishes the batch in hand, and ends with 0; with 3 if it
 * could not start or the batch could not be finished.
 */
@Command(
        name = "run",
        description = {"运行,直至终止进程", "Run until the process is ended."},
        mixinStandardHelpOptions = true)
final class AdapterRunCommand extends AdapterCommand.Verb {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile Optional<AdapterRuntime> running = Optional.empty();

    @Override
    public Integer call() throws SettingsException, AdapterException, InterruptedException {
        AdapterConfiguration configuration = configuration();
        Optional<MonitoringServer> monitoring = listen(configuration);
        CountDownLatch ended = new CountDownLatch(1);
        try (AdapterRuntime adapter = AdapterRuntime.start(configuration, meters);
                RunConsole console = RunConsole.open(Boolean.getBoolean(Narrator.WATCHED))) {
            running = Optional.of(adapter);
            out().println("适配器已启动,按 Ctrl-C 结束。 The adapter is running; Ctrl-C ends it.");
            adapter.progress().pausedSince().ifPresent(since -> out().println(
                            "发布已暂停 The feed is paused since " + ChinaTime.shown(since) + "; huzheng adapter resume"));
            out().flush();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(adapter, console, ended), "end-adapter"));
            while (!ended.await(LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                console.show(adapter.progress(), adapter.health());
            }
        } finally {
            monitoring.ifPresent(MonitoringServer::close);
        }
        return 0;
    }

    private Optional<MonitoringServer> listen(AdapterConfiguration configuration) throws SettingsException {
        Optional<Monitoring> where = configuration.monitoring();
        if (where.isEmpty()) {
            return Optional.empty();
        }
        Department department = configuration.readMapping().department();
        Instant began = Instant.now();
        MonitoringServer server = MonitoringServer.start(
                where.get(),
                new MonitoringServer.Answers(
                        meters::scrape,
                        () -> running.map(AdapterRuntime::isAlive).orElse(true),
                        () -> running.map(AdapterRuntime::health).orElseGet(() -> starting(department, began))));
        out().printf(
                        "指标与健康状况 metrics and health: %s://%s:%d/metrics /health/live /health/ready%n",
                        where.get().tls().isPresent() ? "https" : "http",
                        where.get().host(),
                        server.port());
        out().flush();
        return Optional.of(server);
    }

    private static FeedHealth starting(Department department, Instant since) {
        return FeedHealth.of(
                department, Optional.empty(), List.of(new FeedHealth.Cause(Reason.STARTING, since)), Instant.now());
    }

    /** Runs as the process ends: what this does not wait for is lost, and its exit code is that of the process. */
    private void end(AdapterRuntime adapter, RunConsole console, CountDownLatch ended) {
        console.close();
        boolean finished = adapter.stop();
        Totals totals = adapter.progress().sinceStart();
        out().printf(
                        "本次 in this run: 发布 published %d,去重 deduplicated %d,隔离 quarantined %d%n",
                        totals.published(), totals.deduplicated(), totals.quarantined());
        out().flush();
        ended.countDown();
        // A process that is told to end would otherwise report the signal, as if it had not been heard.
        Runtime.getRuntime().halt(finished ? 0 : FailureReport.COULD_NOT);
    }
}

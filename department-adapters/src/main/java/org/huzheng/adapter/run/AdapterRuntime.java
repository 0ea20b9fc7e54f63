package org.huzheng.adapter.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.health.FeedHealth;
import org.huzheng.adapter.health.Reason;
import org.huzheng.adapter.lease.AdapterLease;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.publish.TemporaryDirectory;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.settings.SettingsException;
import org.huzheng.trace.Tracing;
import org.huzheng.trace.TracingStartFailure;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A department's adapter, running on a thread of its own until it is closed. Whatever fails underneath, source or exchange, is closed and opened
 * anew from what is committed, with growing pauses: the way after a failure is the way after a crash.
 */
public final class AdapterRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdapterRuntime.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(60);

    private final AdapterConfiguration configuration;
    private final Mapping mapping;
    private final PersonKeyDerivation keys;
    private final InstantSource clock;
    private final AdapterMetrics metrics;
    private final AdapterState state;
    private final String run;
    private final AdapterLease lease;
    private final Tracing tracing;
    private final Optional<TemporaryDirectory> temporaryState;
    private final Thread thread;
    private Optional<AdapterLife> first = Optional.empty();

    private AdapterRuntime(
            AdapterConfiguration configuration,
            Mapping mapping,
            PersonKeyDerivation keys,
            MeterRegistry meters,
            InstantSource clock,
            String run,
            Tracing tracing) {
        this.configuration = configuration;
        this.mapping = mapping;
        this.keys = keys;
        this.clock = clock;
        this.run = run;
        this.tracing = tracing;
        // Before anything is begun that would have to be ended.
        this.temporaryState =
                configuration.state().isPresent() ? Optional.empty() : Optional.of(TemporaryDirectory.make("adapter"));
        this.state = new AdapterState(clock);
        this.metrics = new AdapterMetrics(meters, mapping.department(), state, clock);
        this.lease =
                AdapterLease.join(mapping.department(), configuration.exchange().kafka(), run);
        this.thread = new Thread(this::work, "adapter-" + mapping.department().code());
    }

    /**
     * Reads mapping and secret, checks that the registry knows the schemas and that no other adapter of the department runs, opens exchange and
     * source, and begins.
     *
     * @throws AdapterException if any of that cannot be done: a first start fails at once, so that a mistake is seen
     */
    public static AdapterRuntime start(AdapterConfiguration configuration, MeterRegistry meters)
            throws AdapterException {
        return start(configuration, meters, InstantSource.system());
    }

    /** The same, by a clock of the caller's. */
    static AdapterRuntime start(AdapterConfiguration configuration, MeterRegistry meters, InstantSource clock)
            throws AdapterException {
        try {
            Mapping mapping = configuration.readMapping();
            PersonKeyDerivation keys = configuration.readPersonKeys();
            requireSchemas(configuration, mapping);
            warnOfLongQuiet(configuration, mapping, clock.instant());
            String run = mapping.department().code() + "-" + UUID.randomUUID();
            Tracing tracing = Tracing.start(configuration.tracing(), "huzheng-adapter", run);
            boolean started = false;
            try {
                AdapterRuntime runtime =
                        begun(new AdapterRuntime(configuration, mapping, keys, meters, clock, run, tracing));
                started = true;
                return runtime;
            } finally {
                if (!started) {
                    tracing.close();
                }
            }
        } catch (SettingsException | SourceException | KafkaException | TracingStartFailure e) {
            throw new AdapterException("adapter of " + configuration.mapping() + " cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdapterException("adapter of " + configuration.mapping() + " was interrupted as it started", e);
        }
    }

    private static AdapterRuntime begun(AdapterRuntime runtime) throws SourceException, InterruptedException {
        boolean started = false;
        try {
            runtime.begin();
            started = true;
            return runtime;
        } finally {
            if (!started) {
                runtime.release();
            }
        }
    }

    private static void requireSchemas(AdapterConfiguration configuration, Mapping mapping) throws SettingsException {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(
                RegistrySettings.of(configuration.exchange().registry()));
        List<String> missing = RegisteredSchemas.missing(mapping, registry);
        if (!missing.isEmpty()) {
            throw new SettingsException(
                    "schema registry: expected this version's schemas, found none of them at subjects " + missing
                            + "; run \"huzheng exchange apply\" with this version first");
        }
    }

    private static void warnOfLongQuiet(AdapterConfiguration configuration, Mapping mapping, Instant now) {
        Duration longest = configuration.pace().quietHours().longest(now);
        for (Topic topic : mapping.department().recordTopics()) {
            if (topic.freshness().orElseThrow().compareTo(longest) <= 0) {
                LOG.warn(
                        "Quiet hours are longer than the feed may be late, answers will be STALE: topic={} agreed={}"
                                + " quiet={}",
                        topic.name(),
                        topic.freshness().orElseThrow(),
                        longest);
            }
        }
    }

    private void begin() throws SourceException, InterruptedException {
        lease.await();
        AdapterLife opened = open();
        state.foundMark(opened.lastMark());
        state.begins(opened.totals(), opened.pausedSince());
        first = Optional.of(opened);
        thread.start();
        LOG.info("Adapter started: department={} run={}", department().code(), run);
    }

    private AdapterLife open() throws SourceException {
        Path directory = configuration
                .state()
                .or(() -> temporaryState.map(TemporaryDirectory::path))
                .orElseThrow();
        return AdapterLife.open(
                configuration,
                mapping,
                keys,
                run,
                directory,
                new AdapterLife.Watchers(lease, state, metrics, tracing),
                clock);
    }

    private Department department() {
        return mapping.department();
    }

    /** What became of the rows so far. */
    public AdapterProgress progress() {
        return state.progress();
    }

    /** How the feeds are now, and why they are not better. */
    public FeedHealth health() {
        return FeedHealth.of(department(), state.markAge(), state.causes(), clock.instant());
    }

    /** Whether the adapter does its work, or tries to. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Waits until everything the source committed before a time is published.
     *
     * @return whether it is, within the patience given
     */
    public boolean awaitPublishedThrough(Instant time, Duration patience) throws InterruptedException {
        return state.awaitPublishedThrough(time, patience);
    }

    private void work() {
        Attempts attempts = new Attempts(System::nanoTime);
        Optional<AdapterLife> life = first;
        first = Optional.empty();
        while (!state.isClosing()) {
            try (AdapterLife current = life.isPresent() ? life.get() : openAnew()) {
                state.begins(current.totals(), current.pausedSince());
                attempts.begins();
                while (!state.isClosing()) {
                    AdapterLife.Step step = current.step();
                    if (attempts.provedBy(step)) {
                        state.recovered();
                    }
                    state.settled(step);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SourceException | RuntimeException | Error e) {
                // Also what nobody foresaw, memory that ran out included: a feed that stops in silence is worse than
                // one that tries again and says so.
                Duration pause = attempts.failed(e);
                LOG.warn(
                        "Adapter begins anew: department={} reason={} pause={}",
                        department().code(),
                        Reason.of(e).code(),
                        pause,
                        e);
                state.failed(e);
                metrics.restarted();
                state.awaitClosing(pause);
            }
            life = Optional.empty();
        }
    }

    private AdapterLife openAnew() throws SourceException, InterruptedException {
        lease.await();
        return open();
    }

    /**
     * Finishes the batch in hand and stops. What is not published then is read again at the next start.
     *
     * @return whether the batch was finished in time
     */
    public boolean stop() {
        state.close();
        try {
            thread.join(CLOSE_WAIT.toMillis());
            boolean finished = !thread.isAlive();
            if (!finished) {
                LOG.warn(
                        "Adapter did not finish its batch in time: department={}",
                        department().code());
                thread.interrupt();
            }
            return finished;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            release();
        }
    }

    private void release() {
        lease.close();
        metrics.close();
        tracing.close();
        if (!thread.isAlive()) {
            temporaryState.ifPresent(TemporaryDirectory::close);
        }
    }

    /** Stops, as {@link #stop()} does. */
    @Override
    public void close() {
        stop();
    }
}

package org.huzheng.adapter.run;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.huzheng.adapter.AdapterConfiguration;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.publish.TemporaryDirectory;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.identity.PersonKeyDerivation;
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
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(60);

    private final AdapterConfiguration configuration;
    private final Mapping mapping;
    private final PersonKeyDerivation keys;
    private final AdapterMetrics metrics;
    private final AdapterState state;
    private final String run;
    private final Optional<TemporaryDirectory> temporaryState;
    private final Thread thread;

    private AdapterRuntime(
            AdapterConfiguration configuration, Mapping mapping, PersonKeyDerivation keys, MeterRegistry meters) {
        this.configuration = configuration;
        this.mapping = mapping;
        this.keys = keys;
        this.metrics = new AdapterMetrics(meters, mapping.department());
        this.state = new AdapterState();
        this.run = mapping.department().code() + "-" + UUID.randomUUID();
        this.temporaryState =
                configuration.state().isPresent() ? Optional.empty() : Optional.of(TemporaryDirectory.make("adapter"));
        this.thread = new Thread(this::work, "adapter-" + mapping.department().code());
    }

    /**
     * Reads mapping and secret, checks that the registry knows the schemas, opens exchange and source, and begins.
     *
     * @throws AdapterException if any of that cannot be done: a first start fails at once, so that a mistake is seen
     */
    public static AdapterRuntime start(AdapterConfiguration configuration, MeterRegistry meters)
            throws AdapterException {
        try {
            Mapping mapping = configuration.readMapping();
            AdapterRuntime runtime = new AdapterRuntime(configuration, mapping, configuration.readPersonKeys(), meters);
            runtime.requireSchemas();
            AdapterLife first = runtime.openFirst();
            runtime.state.begins(first);
            runtime.thread.start();
            LOG.info(
                    "Adapter started: department={} run={}",
                    mapping.department().code(),
                    runtime.run);
            return runtime;
        } catch (SettingsException | SourceException | KafkaException e) {
            throw new AdapterException("adapter of " + configuration.mapping() + " cannot start: " + e.getMessage(), e);
        }
    }

    private void requireSchemas() throws SettingsException {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(
                RegistrySettings.of(configuration.exchange().registry()));
        List<String> missing = RegisteredSchemas.missing(mapping, registry);
        if (!missing.isEmpty()) {
            throw new SettingsException(
                    "schema registry: expected this version's schemas, found none of them at subjects " + missing
                            + "; run \"huzheng exchange apply\" with this version first");
        }
    }

    private AdapterLife openFirst() throws SourceException {
        boolean opened = false;
        try {
            AdapterLife first = open();
            opened = true;
            return first;
        } finally {
            if (!opened) {
                temporaryState.ifPresent(TemporaryDirectory::close);
            }
        }
    }

    private AdapterLife open() throws SourceException {
        Path directory = configuration
                .state()
                .or(() -> temporaryState.map(TemporaryDirectory::path))
                .orElseThrow();
        return AdapterLife.open(configuration, mapping, keys, run, directory, metrics);
    }

    /** What became of the rows so far. */
    public AdapterProgress progress() {
        return state.progress();
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
        Duration pause = FIRST_PAUSE;
        Optional<AdapterLife> life = state.life();
        while (!state.isClosing()) {
            try (AdapterLife current = life.isPresent() ? life.get() : open()) {
                state.begins(current);
                while (!state.isClosing()) {
                    state.settled(current.step());
                    pause = FIRST_PAUSE;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SourceException | RuntimeException e) {
                // Also what nobody foresaw: a feed that stops in silence is worse than one that tries again and says
                // so.
                LOG.warn(
                        "Adapter begins anew: department={} pause={}",
                        mapping.department().code(),
                        pause,
                        e);
                state.failed(e);
                metrics.restarted();
                state.awaitClosing(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            life = Optional.empty();
        }
    }

    /** Finishes the batch in hand and stops. What is not published then is read again at the next start. */
    @Override
    public void close() {
        state.close();
        try {
            thread.join(CLOSE_WAIT.toMillis());
            if (thread.isAlive()) {
                LOG.warn(
                        "Adapter did not finish its batch in time: department={}",
                        mapping.department().code());
                thread.interrupt();
                return;
            }
            temporaryState.ifPresent(TemporaryDirectory::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

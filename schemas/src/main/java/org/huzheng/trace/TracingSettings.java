package org.huzheng.trace;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * Where traces go, and how many of them there are.
 *
 * @param endpoint address of a collector that takes OTLP over HTTP, without the path {@code /v1/traces}
 * @param ratio how many of the rows read and calls received begin a trace, 0 to 1
 * @param token file with the bearer token the collector asks for, if it does
 * @param authorities PEM file with the authorities trusted of the collector, if not those of the JDK
 */
public record TracingSettings(URI endpoint, double ratio, Optional<Path> token, Optional<Path> authorities) {
    /** One in a hundred, when nothing else is said. */
    public static final double DEFAULT_RATIO = 0.01;

    public TracingSettings {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(authorities, "authorities");
        String scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("endpoint: expected http:// or https:// and a host, found " + endpoint);
        }
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio: expected 0 to 1, found " + ratio);
        }
    }

    /** Every row and call, to a collector that asks for nothing. */
    public static TracingSettings everything(URI endpoint) {
        return new TracingSettings(endpoint, 1, Optional.empty(), Optional.empty());
    }

    /** The setting {@code tracing} of a process; without it nothing is traced. */
    public static Optional<TracingSettings> read(Optional<SettingsNode> settings) throws SettingsException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        SettingsNode tracing = settings.get();
        tracing.allowOnly("endpoint", "ratio", "token", "authorities");
        URI endpoint = tracing.required("endpoint").as("an address such as http://collector:4318", URI::create);
        Optional<SettingsNode> ratio = tracing.optional("ratio");
        try {
            return Optional.of(new TracingSettings(
                    endpoint,
                    ratio.isPresent() ? ratio.get().as("a number from 0 to 1", Double::parseDouble) : DEFAULT_RATIO,
                    file(tracing, "token"),
                    file(tracing, "authorities")));
        } catch (IllegalArgumentException e) {
            throw tracing.refused("settings of tracing", e);
        }
    }

    private static Optional<Path> file(SettingsNode tracing, String name) throws SettingsException {
        return tracing.optional(name).isPresent() ? Optional.of(tracing.requiredFile(name)) : Optional.empty();
    }
}

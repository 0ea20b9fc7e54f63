package org.huzheng.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.trace.TracingSettings;

/**
 * Everything an instance of the service is told, one record for each thing it does.
 *
 * @param exchange how the exchange is reached
 * @param judging how it judges
 * @param issuing in whose name certificates are issued
 * @param personKeySecret file with the exchange's secret person keys derive from, at least 32 bytes
 * @param tokens bearer tokens that admit
 * @param http where it answers
 * @param tracing where traces go, if anywhere
 */
public record ServiceConfiguration(
        ExchangeSettings exchange,
        JudgingSettings judging,
        IssuingSettings issuing,
        Path personKeySecret,
        TokenSettings tokens,
        HttpSettings http,
        Optional<TracingSettings> tracing) {
    public ServiceConfiguration {
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(judging, "judging");
        Objects.requireNonNull(issuing, "issuing");
        Objects.requireNonNull(personKeySecret, "personKeySecret");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(tracing, "tracing");
    }

    /**
     * Reads a settings file. Its settings are described in {@code docs/service-settings.md}; file names are relative to this file.
     *
     * @param environment environment variables, for references
     * @throws SettingsException if a setting is missing, malformed or unknown; the message names file, line and setting
     */
    public static ServiceConfiguration read(Path file, Map<String, String> environment) throws SettingsException {
        SettingsNode root = SettingsNode.read(file, environment);
        root.allowOnly(
                "kafka",
                "registry",
                "serializer",
                "deserializer",
                "judging",
                "issuing",
                "personKeySecret",
                "tokens",
                "http",
                "tracing");
        IssuingSettings issuing = IssuingSettings.read(root.required("issuing"));
        return new ServiceConfiguration(
                ExchangeSettings.read(root),
                JudgingSettings.read(root.required("judging")),
                issuing,
                root.requiredFile("personKeySecret"),
                TokenSettings.read(root.required("tokens"), issuing.issuer().url()),
                HttpSettings.read(root.required("http")),
                TracingSettings.read(root.optionalPart("tracing")));
    }
}

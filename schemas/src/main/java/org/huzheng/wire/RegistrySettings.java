package org.huzheng.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is and how to be admitted, under Confluent's configuration keys, so that its serializers can take the place of ours
 * without another configuration.
 *
 * @param urls base addresses, tried in turn
 * @param userInfo {@code user:password} for HTTP Basic, where the registry asks for it
 * @param trust PEM file of the authorities that are trusted for it instead of the JDK's
 * @param patience how long to wait for a registry that is away
 */
public record RegistrySettings(List<URI> urls, Optional<String> userInfo, Optional<Path> trust, Duration patience) {
    /** Comma-separated base addresses. */
    public static final String URL = "schema.registry.url";
    /** Where credentials come from; the only value is {@code USER_INFO}. */
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    /** {@code user:password}. */
    public static final String USER_INFO = "basic.auth.user.info";
    /** File of the authorities that are trusted for it. */
    public static final String TRUST_STORE = "schema.registry.ssl.truststore.location";
    /** Kind of that file; the only value is {@code PEM}. */
    public static final String TRUST_STORE_TYPE = "schema.registry.ssl.truststore.type";
    /** How long to wait for a registry that is away, milliseconds; ours alone. */
    public static final String PATIENCE_MS = "huzheng.registry.patience.ms";

    /**
     * Long enough for a registry to restart, and shorter than the five minutes after which Kafka takes a consumer that does not poll for dead.
     */
    public static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(2);

    /**
     * Checks that there is an address.
     *
     * @throws ConfigException if there is no address
     */
    public RegistrySettings {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new ConfigException(URL, "", "expected at least one address");
        }
    }

    /**
     * Reads the settings of a Kafka client.
     *
     * @throws ConfigException if one is missing or malformed
     */
    public static RegistrySettings of(Map<String, ?> config) {
        String urls = text(config, URL);
        if (urls == null) {
            throw new ConfigException(URL, null, "expected the registry's address");
        }
        String source = text(config, CREDENTIALS_SOURCE);
        String userInfo = text(config, USER_INFO);
        if (source != null && !source.equals("USER_INFO")) {
            throw new ConfigException(CREDENTIALS_SOURCE, source, "expected USER_INFO");
        }
        if (source != null && userInfo == null) {
            throw new ConfigException(USER_INFO, null, "expected user:password, as " + CREDENTIALS_SOURCE + " says");
        }
        return new RegistrySettings(
                Arrays.stream(urls.split(",", -1)).map(RegistrySettings::uri).toList(),
                Optional.ofNullable(source == null ? null : userInfo),
                trust(text(config, TRUST_STORE), text(config, TRUST_STORE_TYPE)),
                patience(text(config, PATIENCE_MS)));
    }

    @Override
    public String toString() {
        return "RegistrySettings[urls=" + urls + ", userInfo=" + (userInfo.isPresent() ? "redacted" : "none")
                + ", patience=" + patience + "]";
    }

    private static Optional<Path> trust(@Nullable String file, @Nullable String type) {
        if (file == null) {
            return Optional.empty();
        }
        if (!"PEM".equals(type)) {
            throw new ConfigException(TRUST_STORE_TYPE, type, "expected PEM");
        }
        return Optional.of(Path.of(file));
    }

    private static Duration patience(@Nullable String millis) {
        try {
            return millis == null ? DEFAULT_PATIENCE : Duration.ofMillis(Long.parseLong(millis));
        } catch (NumberFormatException e) {
            throw new ConfigException(PATIENCE_MS, millis, "expected milliseconds");
        }
    }

    private static URI uri(String url) {
        String stripped = url.strip();
        try {
            return new URI(stripped.endsWith("/") ? stripped : stripped + "/");
        } catch (URISyntaxException e) {
            throw new ConfigException(URL, url, "expected an address");
        }
    }

    private static @Nullable String text(Map<String, ?> config, String key) {
        Object value = config.get(key);
        return value == null ? null : value.toString();
    }
}

package org.huzheng.adapter.source.httppush;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;

/** Reads the {@code source} of a mapping whose rows are posted. */
public final class HttpPushSettingsReader {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);
    private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    private HttpPushSettingsReader() {}

    /** Reads the settings. */
    public static HttpPushSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind",
                "host",
                "port",
                "jwt",
                "hmac",
                "bodyBytesMax",
                "bufferBytesMax",
                "answerWithin",
                "mayOmit",
                "samples");
        Optional<SettingsNode> jwt = source.optional("jwt");
        Optional<SettingsNode> hmac = source.optional("hmac");
        Optional<SettingsNode> mayOmit = source.optional("mayOmit");
        Optional<SettingsNode> samples = source.optional("samples");
        try {
            return new HttpPushSettings(
                    source.textOr("host", LOOPBACK),
                    source.required("port").as("a port number", Integer::parseInt),
                    jwt.isPresent() ? Optional.of(jwt(jwt.get())) : Optional.empty(),
                    hmac.isPresent() ? Optional.of(hmac(hmac.get())) : Optional.empty(),
                    limits(source),
                    mayOmit.isPresent() ? Set.copyOf(mayOmit.get().texts()) : Set.of(),
                    samples.isPresent()
                            ? Optional.of(
                                    source.directory().resolve(samples.get().text()))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of an HTTP listener", e);
        }
    }

    private static HttpPushSettings.JwtSettings jwt(SettingsNode jwt) throws SettingsException {
        jwt.allowOnly("keys", "audience", "issuer", "clockSkew");
        Path keys = jwt.directory().resolve(jwt.required("keys").text());
        Optional<SettingsNode> issuer = jwt.optional("issuer");
        return new HttpPushSettings.JwtSettings(
                keys,
                jwt.required("audience").text(),
                issuer.isPresent() ? Optional.of(issuer.get().text()) : Optional.empty(),
                duration(jwt, "clockSkew", DEFAULT_CLOCK_SKEW));
    }

    private static HmacSettings hmac(SettingsNode hmac) throws SettingsException {
        hmac.allowOnly("secrets", "window");
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> secret :
                hmac.required("secrets").entries().entrySet()) {
            secrets.put(secret.getKey(), secret.getValue().text());
        }
        return new HmacSettings(secrets, duration(hmac, "window", DEFAULT_WINDOW));
    }

    private static PushLimits limits(SettingsNode source) throws SettingsException {
        Optional<SettingsNode> body = source.optional("bodyBytesMax");
        Optional<SettingsNode> buffer = source.optional("bufferBytesMax");
        return new PushLimits(
                body.isPresent()
                        ? body.get().as("a number of bytes", Integer::parseInt)
                        : PushLimits.DEFAULT.bodyBytesMax(),
                buffer.isPresent()
                        ? buffer.get().as("a number of bytes", Long::parseLong)
                        : PushLimits.DEFAULT.bufferBytesMax(),
                duration(source, "answerWithin", PushLimits.DEFAULT.answerWithin()));
    }

    private static Duration duration(SettingsNode settings, String name, Duration otherwise) throws SettingsException {
        Optional<SettingsNode> found = settings.optional(name);
        return found.isPresent() ? found.get().as("a duration such as PT5S", Duration::parse) : otherwise;
    }
}

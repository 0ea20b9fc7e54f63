package org.huzheng.adapter.source.httppush;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.tls.ServerTls;

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
                "tls",
                "jwt",
                "hmac",
                "bodyBytesMax",
                "bufferBytesMax",
                "answerWithin",
                "mayOmit",
                "samples");
        Optional<SettingsNode> jwt = source.optional("jwt");
        Optional<SettingsNode> hmac = source.optional("hmac");
        try {
            return new HttpPushSettings(
                    source.hostOr("host", LOOPBACK),
                    source.required("port").as("a port number", Integer::parseInt),
                    ServerTls.read(source.optionalPart("tls")),
                    jwt.isPresent() ? Optional.of(jwt(jwt.get())) : Optional.empty(),
                    hmac.isPresent() ? Optional.of(hmac(hmac.get())) : Optional.empty(),
                    limits(source),
                    Set.copyOf(source.textsOr("mayOmit", List.of())),
                    source.optionalText("samples").map(source.directory()::resolve));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of an HTTP listener", e);
        }
    }

    private static HttpPushSettings.JwtSettings jwt(SettingsNode jwt) throws SettingsException {
        jwt.allowOnly("keys", "audience", "issuer", "clockSkew");
        Path keys = jwt.directory().resolve(jwt.required("keys").text());
        return new HttpPushSettings.JwtSettings(
                keys,
                jwt.required("audience").text(),
                jwt.optionalText("issuer"),
                jwt.durationOr("clockSkew", DEFAULT_CLOCK_SKEW));
    }

    private static HmacSettings hmac(SettingsNode hmac) throws SettingsException {
        hmac.allowOnly("secrets", "window");
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> secret :
                hmac.required("secrets").entries().entrySet()) {
            secrets.put(secret.getKey(), secret.getValue().text());
        }
        return new HmacSettings(secrets, hmac.durationOr("window", DEFAULT_WINDOW));
    }

    private static PushLimits limits(SettingsNode source) throws SettingsException {
        return new PushLimits(
                source.integerOr("bodyBytesMax", PushLimits.DEFAULT.bodyBytesMax()),
                source.numberOr("bufferBytesMax", PushLimits.DEFAULT.bufferBytesMax()),
                source.durationOr("answerWithin", PushLimits.DEFAULT.answerWithin()));
    }
}

package org.huzheng.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.tls.ServerTls;

/**
 * Where the service answers.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for a free one
 * @param tls what it shows of itself; without, it speaks plain HTTP and TLS ends in front of it
 * @param patience how long a request waits for its answer before 202, and whoever looks a request up for an instance that has not heard of it, before 404
 */
public record HttpSettings(InetAddress host, int port, Optional<ServerTls> tls, Duration patience) {
    /** How long a request waits when nothing else is said. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    public HttpSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(patience, "patience");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, found " + port);
        }
    }

    /** On this machine only. */
    public static HttpSettings local(int port) {
        return new HttpSettings(InetAddress.getLoopbackAddress(), port, Optional.empty(), DEFAULT_PATIENCE);
    }

    /** The setting {@code http} of the service. */
    static HttpSettings read(SettingsNode http) throws SettingsException {
        http.allowOnly("host", "port", "tls", "patience");
        Optional<SettingsNode> host = http.optional("host");
        try {
            return new HttpSettings(
                    host.isPresent()
                            ? host.get().as("an address that resolves", HttpSettings::address)
                            : InetAddress.getLoopbackAddress(),
                    http.required("port").as("a port, 0 to 65535", Integer::parseInt),
                    ServerTls.read(http.optionalPart("tls")),
                    http.durationOr("patience", DEFAULT_PATIENCE));
        } catch (IllegalArgumentException e) {
            throw http.refused("settings of HTTP", e);
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("expected an address that resolves, found " + host, e);
        }
    }
}

package org.huzheng.adapter.monitor;

import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.tls.ServerTls;

/**
 * Where an adapter answers about itself.
 *
 * @param host name or address to listen on
 * @param port port to listen on; 0 for any that is free
 * @param tls what it shows of itself; without, it speaks plain HTTP
 */
public record Monitoring(String host, int port, Optional<ServerTls> tls) {
    /** Only this machine may ask. */
    public static final String LOOPBACK = "127.0.0.1";

    public Monitoring {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, found " + port);
        }
    }

    /** Reads {@code monitoring} of an adapter's configuration file; without it nobody is answered. */
    public static Optional<Monitoring> read(Optional<SettingsNode> settings) throws SettingsException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        settings.get().allowOnly("host", "port", "tls");
        String host = settings.get().hostOr("host", LOOPBACK);
        Optional<ServerTls> tls = ServerTls.read(settings.get().optionalPart("tls"));
        return Optional.of(settings.get()
                .required("port")
                .as("a port, 0 to 65535", text -> new Monitoring(host, Integer.parseInt(text), tls)));
    }
}

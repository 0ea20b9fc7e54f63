package org.huzheng.broker.embedded;

import java.nio.file.Path;
import java.util.Objects;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.tls.ServerTls;

/**
 * The files a node serves TLS with on every listener, and trusts the other nodes by.
 *
 * @param listener what the node shows of itself
 * @param trust PEM: the authorities whose certificates the nodes show, for nodes and clients alike
 */
public record NodeTls(ServerTls listener, Path trust) {
    public NodeTls {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(trust, "trust");
    }

    /** The setting {@code tls} of a node: {@code certificate}, {@code key} and {@code trust}. */
    static NodeTls read(SettingsNode tls) throws SettingsException {
        tls.allowOnly("certificate", "key", "trust");
        return new NodeTls(ServerTls.in(tls), tls.requiredFile("trust"));
    }
}

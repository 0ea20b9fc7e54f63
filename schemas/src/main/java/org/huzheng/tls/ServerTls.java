package org.huzheng.tls;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * The files a listener serves TLS with. They may be replaced while it runs.
 *
 * @param certificate PEM: the listener's certificate, then those that lead to the authority
 * @param key PEM: its private key, PKCS #8, unencrypted; readable by the process alone
 */
public record ServerTls(Path certificate, Path key) {
    public ServerTls {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(key, "key");
    }

    /** The setting {@code tls} with {@code certificate} and {@code key}, if it is there. */
    public static Optional<ServerTls> read(Optional<SettingsNode> settings) throws SettingsException {
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        SettingsNode tls = settings.get();
        tls.allowOnly("certificate", "key");
        return Optional.of(in(tls));
    }

    /** The settings {@code certificate} and {@code key} of a part that may say more. */
    public static ServerTls in(SettingsNode tls) throws SettingsException {
        return new ServerTls(tls.requiredFile("certificate"), tls.requiredFile("key"));
    }
}

package org.huzheng.app;

import java.nio.file.Path;
import java.util.Objects;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * Which bearer tokens admit.
 *
 * @param keys file with the JWK set (RFC 7517) of those who issue them; public keys
 * @param audience what they must name in {@code aud}
 */
public record TokenSettings(Path keys, String audience) {
    public TokenSettings {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(audience, "audience");
    }

    /**
     * The setting {@code tokens} of the service.
     *
     * @param issuerUrl what tokens must name when nothing else is said
     */
    static TokenSettings read(SettingsNode tokens, String issuerUrl) throws SettingsException {
        tokens.allowOnly("keys", "audience");
        return new TokenSettings(tokens.requiredFile("keys"), tokens.textOr("audience", issuerUrl));
    }
}

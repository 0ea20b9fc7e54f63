package org.huzheng.broker.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may use the registry, by HTTP Basic authentication (RFC 7617). */
final class RegistryUsers {
    private static final String SCHEME = "Basic ";

    private final Map<String, String> writers;
    private final boolean anonymousReads;

    RegistryUsers(Map<String, String> writers, boolean anonymousReads) {
        this.writers = Map.copyOf(writers);
        this.anonymousReads = anonymousReads;
    }

    /** @throws RegistryError 401 if the request may not go on; credentials that are offered must be right, even where none are needed */
    void require(Routes.Access access, @Nullable String authorization) {
        if (authorization == null) {
            if (access == Routes.Access.WRITE || !anonymousReads) {
                throw RegistryError.unauthorized("Unauthorized: expected HTTP Basic credentials, found none");
            }
            return;
        }
        if (!credentials(authorization).map(this::known).orElse(false)) {
            throw RegistryError.unauthorized("Unauthorized: expected the credentials of a known user");
        }
    }

    private boolean known(Credentials offered) {
        String password = writers.get(offered.user());
        return password != null
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8),
                        offered.password().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Credentials> credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(SCHEME.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    private record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }
}

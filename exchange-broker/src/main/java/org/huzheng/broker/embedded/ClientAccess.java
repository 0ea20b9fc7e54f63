package org.huzheng.broker.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Kafka client needs to reach an exchange under its own name: the address, and SCRAM-SHA-256 (RFC 7677) with the principal's password.
 *
 * @param bootstrap {@code host:port} of the brokers, comma-separated
 * @param secrets where the passwords lie
 * @param trust PEM file of the authorities the brokers' certificates are trusted by; empty where brokers speak without TLS
 */
public record ClientAccess(String bootstrap, Secrets secrets, Optional<Path> trust) {
    public ClientAccess {
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(trust, "trust");
    }

    /** Client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        String password = secrets.passwordOf(principal);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.putAll(transport());
        config.put("sasl.mechanism", "SCRAM-SHA-256");
        config.put("sasl.jaas.config", scramLogin(principal, password));
        return config;
    }

    /** Client properties that say how connections are protected, login aside. */
    public Map<String, String> transport() {
        if (trust.isEmpty()) {
            return Map.of("security.protocol", "SASL_PLAINTEXT");
        }
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trust.get().toAbsolutePath().toString());
    }

    static String scramLogin(String principal, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + principal
                + "\" password=\"" + password + "\";";
    }
}

package org.huzheng.broker.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Kafka client needs to reach an exchange under its own name: the address, and SCRAM (RFC 5802) with the principal's password.
 *
 * @param bootstrap {@code host:port} of the brokers, comma-separated
 * @param secrets where the passwords lie
 * @param mechanism {@value #SCRAM_SHA_256} (RFC 7677), which exchanges of ours speak, or {@code SCRAM-SHA-512}
 * @param trust PEM file of the authorities the brokers' certificates are trusted by; empty where brokers speak without TLS
 */
public record ClientAccess(String bootstrap, Secrets secrets, String mechanism, Optional<Path> trust) {
    /** What exchanges of ours speak. */
    public static final String SCRAM_SHA_256 = "SCRAM-SHA-256";

    private static final Set<String> MECHANISMS = Set.of(SCRAM_SHA_256, "SCRAM-SHA-512");

    public ClientAccess {
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(trust, "trust");
        if (!MECHANISMS.contains(mechanism)) {
            throw new IllegalArgumentException(
                    "SASL mechanism: expected one of " + new TreeSet<>(MECHANISMS) + ", found " + mechanism);
        }
    }

    /** Client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        String password = secrets.passwordOf(principal);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.putAll(transport());
        config.put("sasl.jaas.config", scramLogin(principal, password));
        return config;
    }

    /** Client properties that say how connections are protected, login aside. */
    public Map<String, String> transport() {
        if (trust.isEmpty()) {
            return Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", mechanism);
        }
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                trust.get().toAbsolutePath().toString());
    }

    /** What {@code sasl.jaas.config} says of a principal; a reference may stand for the password. */
    public static String scramLogin(String principal, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + principal
                + "\" password=\"" + password + "\";";
    }
}

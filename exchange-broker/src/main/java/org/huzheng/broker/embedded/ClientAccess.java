package org.huzheng.broker.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a Kafka client needs to reach an exchange under its own name: the address, and SCRAM-SHA-256 (RFC 7677) with the principal's password.
 *
 * @param bootstrap {@code host:port} of the brokers, comma-separated
 * @param secrets where the passwords lie
 */
public record ClientAccess(String bootstrap, Secrets secrets) {
    public ClientAccess {
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(secrets, "secrets");
    }

    /** Client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        String password = secrets.passwordOf(principal);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("security.protocol", "SASL_PLAINTEXT");
        config.put("sasl.mechanism", "SCRAM-SHA-256");
        config.put("sasl.jaas.config", scramLogin(principal, password));
        return config;
    }

    static String scramLogin(String principal, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + principal
                + "\" password=\"" + password + "\";";
    }
}

package org.huzheng.app;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.issuance.Issuer;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;

/**
 * Everything an instance of the service needs to know.
 *
 * @param kafka Kafka client settings of the principal {@code verification}: address and login
 * @param registry schema registry under Confluent's keys, {@code schema.registry.url} and what admits
 * @param serializer class name of the value serializer; Confluent's may take the place of ours
 * @param deserializer class name of the value deserializer
 * @param stateDirectory where stores lie; what is lost there is rebuilt from the topics
 * @param instance name of this instance, the same after a restart
 * @param commitInterval how often results become visible
 * @param threads stream threads of the judging application
 * @param issuer the authority certificates are issued in the name of
 * @param keystore PKCS #12 file with the issuer's key; made on first use
 * @param secretFiles files with secrets
 * @param tokens bearer tokens that admit
 * @param host address to listen on
 * @param port port to listen on, 0 for a free one
 * @param patience how long a request waits for its answer before 202
 */
public record ServiceConfiguration(
        Map<String, Object> kafka,
        Map<String, Object> registry,
        String serializer,
        String deserializer,
        Path stateDirectory,
        Optional<String> instance,
        Duration commitInterval,
        int threads,
        Issuer issuer,
        Path keystore,
        SecretFiles secretFiles,
        Tokens tokens,
        InetAddress host,
        int port,
        Duration patience) {

    /** Default for {@code commit.interval.ms}: an answer passes four commits. */
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(20);

    /** Default for {@code http.patience.ms}. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    public ServiceConfiguration {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
    }

    /**
     * Files with secrets, readable by the service alone.
     *
     * @param keystorePassword password of the keystore
     * @param saltSecret secret the salts of disclosures derive from, at least 32 bytes
     * @param personKeySecret the exchange's secret person keys derive from, at least 32 bytes
     */
    public record SecretFiles(Path keystorePassword, Path saltSecret, Path personKeySecret) {}

    /**
     * Which bearer tokens admit.
     *
     * @param keys file with the JWK set of those who issue them; public keys
     * @param audience what they must name in {@code aud}; the issuer's address when not said otherwise
     */
    public record Tokens(Path keys, String audience) {}

    /**
     * Reads a settings file.
     *
     * @throws SettingsException if a key is missing, malformed or unknown
     */
    public static ServiceConfiguration read(Path file) {
        SettingsFile settings = SettingsFile.read(file);
        String issuerUrl = settings.text("issuer.url");
        ServiceConfiguration configuration = new ServiceConfiguration(
                settings.below("kafka."),
                settings.below("registry."),
                settings.optional("wire.serializer").orElse(AvroWireSerializer.class.getName()),
                settings.optional("wire.deserializer").orElse(AvroWireDeserializer.class.getName()),
                settings.value("state.directory", "a directory", Path::of),
                settings.optional("instance"),
                Duration.ofMillis(settings.number("commit.interval.ms", (int) DEFAULT_COMMIT_INTERVAL.toMillis())),
                settings.number("stream.threads", 1),
                new Issuer(
                        issuerUrl,
                        settings.text("issuer.authority"),
                        settings.value(
                                "issuer.credit-code",
                                "a unified social credit code (GB 32100)",
                                UnifiedSocialCreditCode::parse)),
                settings.value("issuer.keystore", "a file", Path::of),
                new SecretFiles(
                        settings.value("issuer.keystore-password-file", "a file", Path::of),
                        settings.value("issuer.salt-secret-file", "a file", Path::of),
                        settings.value("person-key.secret-file", "a file", Path::of)),
                new Tokens(
                        settings.value("tokens.keys-file", "a file with a JWK set", Path::of),
                        settings.optional("tokens.audience").orElse(issuerUrl)),
                settings.optional("http.host").isEmpty()
                        ? InetAddress.getLoopbackAddress()
                        : settings.value("http.host", "an address", ServiceConfiguration::address),
                settings.number("http.port", 0),
                Duration.ofMillis(settings.number("http.patience.ms", (int) DEFAULT_PATIENCE.toMillis())));
        settings.refuseUnread();
        return configuration;
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException("expected an address that resolves, found " + host, e);
        }
    }
}

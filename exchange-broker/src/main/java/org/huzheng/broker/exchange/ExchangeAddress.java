package org.huzheng.broker.exchange;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.broker.embedded.ClientAccess;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.embedded.Secrets;
import org.huzheng.wire.RegistrySettings;

/**
 * Where an exchange is and how one logs in: all that a process needs that is not the exchange itself.
 *
 * @param access address of the brokers, and passwords
 * @param registryUrl address of the schema registry's REST API
 */
public record ExchangeAddress(ClientAccess access, String registryUrl) {
    public ExchangeAddress {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(registryUrl, "registryUrl");
    }

    /**
     * The exchange that was started on a directory of this machine, by this process or another.
     *
     * @throws IllegalArgumentException if none was ever started there
     */
    public static ExchangeAddress ofDirectory(Path directory) {
        AddressBook addresses = AddressBook.in(directory);
        OptionalInt client = addresses.knownPort("client");
        OptionalInt registry = addresses.knownPort("registry");
        if (client.isEmpty() || registry.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the directory of an exchange, found no addresses in " + directory);
        }
        Optional<Path> trust = addresses.trust();
        return of(
                addresses.host() + ":" + client.getAsInt(),
                (trust.isPresent() ? "https" : "http") + "://" + addresses.host() + ":" + registry.getAsInt(),
                EmbeddedBroker.secretsIn(directory),
                trust);
    }

    /**
     * An exchange anywhere, its passwords in a directory here.
     *
     * @param trust PEM file of the authorities its certificates are trusted by; empty where it speaks without TLS
     */
    public static ExchangeAddress of(String bootstrap, String registryUrl, Secrets secrets, Optional<Path> trust) {
        return new ExchangeAddress(
                new ClientAccess(bootstrap, secrets, ClientAccess.SCRAM_SHA_256, trust), registryUrl);
    }

    /** The same, where principals log in by another mechanism. */
    public ExchangeAddress withMechanism(String mechanism) {
        return new ExchangeAddress(
                new ClientAccess(access.bootstrap(), access.secrets(), mechanism, access.trust()), registryUrl);
    }

    /** {@code host:port} of the brokers. */
    public String bootstrap() {
        return access.bootstrap();
    }

    /** Kafka client properties under which the principal connects; the map is the caller's to extend. */
    public Map<String, Object> clientConfig(String principal) {
        return access.clientConfig(principal);
    }

    /** {@code user:password} of the one who may write to the registry, for {@code basic.auth.user.info}. */
    public String registryUserInfo() {
        return EmbeddedBroker.ADMIN + ":" + access.secrets().passwordOf(EmbeddedBroker.ADMIN);
    }

    /** Serializer settings that lead to the registry, to read schemas from; under the keys Confluent's and our serializers share. */
    public Map<String, Object> registryConfig() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put(RegistrySettings.URL, registryUrl);
        access.trust().filter(file -> registryUrl.startsWith("https:")).ifPresent(file -> {
            config.put(RegistrySettings.TRUST_STORE_TYPE, "PEM");
            config.put(RegistrySettings.TRUST_STORE, file.toAbsolutePath().toString());
        });
        return config;
    }

    /** Kafka client properties of the admin. */
    public Map<String, Object> adminConfig() {
        return access.clientConfig(EmbeddedBroker.ADMIN);
    }
}

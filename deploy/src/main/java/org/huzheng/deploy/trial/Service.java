package org.huzheng.deploy.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.api.security.TokenMint;
import org.huzheng.app.ServiceConfiguration;
import org.huzheng.app.VerificationService;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.identity.UnifiedSocialCreditCode;
import org.huzheng.issuance.Issuer;
import org.huzheng.signing.IssuerKey;
import org.huzheng.wire.AvroWireDeserializer;
import org.huzheng.wire.AvroWireSerializer;
import org.huzheng.wire.RegistrySettings;

/** The verification service of a trial, issuing in the name of an invented authority and accepting tokens the trial mints. */
public final class Service implements AutoCloseable {
    static final String SCHOOL_ENROLMENT = "school-enrolment";
    static final String HOUSING_LOAN = "housing-loan";

    private static final String PRINCIPAL = "verification";
    private static final String ASKER = "demo-window";
    private static final Duration TOKEN_LIFETIME = Duration.ofDays(1);
    private static final Set<String> SCOPES = Set.of(
            "certificate:kinship",
            "certificate:payment",
            "verification:kinship",
            "verification:payment",
            "verification:alive",
            "purpose:" + SCHOOL_ENROLMENT,
            "purpose:" + HOUSING_LOAN,
            "read:certificates");

    private final VerificationService running;
    private final TokenMint mint;
    private final PersonKeyDerivation derivation;

    private Service(VerificationService running, TokenMint mint, PersonKeyDerivation derivation) {
        this.running = running;
        this.mint = mint;
        this.derivation = derivation;
    }

    public static Service start(TrialDirectory directory, TrialSecrets secrets, EmbeddedExchange exchange)
            throws IOException, InterruptedException {
        Files.createDirectories(directory.service());
        int port = AddressBook.in(directory.service()).portOf("http", 0);
        String url = "http://127.0.0.1:" + port;
        TokenMint mint = new TokenMint(
                IssuerKey.openOrCreate(
                        directory.service().resolve("tokens.p12"),
                        secrets.of("token-keystore").toCharArray(),
                        "issuer",
                        "互证演示令牌 Huzheng demo tokens",
                        Instant.now()),
                url);
        Path tokenKeys = directory.service().resolve("token-keys.json");
        Files.writeString(tokenKeys, mint.publicKeys());
        ServiceConfiguration configuration = new ServiceConfiguration(
                exchange.clientConfig(PRINCIPAL),
                Map.of(RegistrySettings.URL, exchange.registryUrl()),
                AvroWireSerializer.class.getName(),
                AvroWireDeserializer.class.getName(),
                directory.service().resolve("streams"),
                Optional.of("demo"),
                ServiceConfiguration.DEFAULT_COMMIT_INTERVAL,
                1,
                new Issuer(url, "示范市政务服务数据管理局", UnifiedSocialCreditCode.withCheckCharacter("11330106MB0123456")),
                directory.service().resolve("issuer.p12"),
                new ServiceConfiguration.SecretFiles(
                        secrets.file("issuer-keystore"), secrets.file("salt"), secrets.personKeySecret()),
                new ServiceConfiguration.Tokens(tokenKeys, url),
                InetAddress.getLoopbackAddress(),
                port,
                ServiceConfiguration.DEFAULT_PATIENCE);
        Service service = new Service(
                VerificationService.start(configuration),
                mint,
                new PersonKeyDerivation(Files.readAllBytes(secrets.personKeySecret())));
        writeForOwner(directory.token(), service.token());
        return service;
    }

    private static void writeForOwner(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    public URI url() {
        return running.url();
    }

    /** A token that grants everything the story asks for. */
    public String token() {
        return token(Set.of());
    }

    /** A token that grants further scopes besides. */
    public String token(Set<String> further) {
        Set<String> scopes = new TreeSet<>(SCOPES);
        scopes.addAll(further);
        return mint.mint(ASKER, scopes, Instant.now(), TOKEN_LIFETIME);
    }

    /** A token of a citizen, as the identity platform issues it. */
    public String citizenToken(ResidentIdentityNumber number) {
        return mint.mintForCitizen(derivation.keyOf(number), Instant.now(), TOKEN_LIFETIME);
    }

    @Override
    public void close() {
        running.close();
    }
}

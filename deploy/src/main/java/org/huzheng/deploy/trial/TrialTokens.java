package org.huzheng.deploy.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.huzheng.api.security.TokenMint;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.signing.IssuerKey;

/** Bearer tokens a trial mints for whoever asks; elsewhere an authorization server does. */
public final class TrialTokens {
    static final String SCHOOL_ENROLMENT = "school-enrolment";
    static final String HOUSING_LOAN = "housing-loan";

    private static final String ASKER = "demo-window";
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final Set<String> SCOPES = Set.of(
            "certificate:kinship",
            "certificate:payment",
            "verification:kinship",
            "verification:payment",
            "verification:alive",
            "purpose:" + SCHOOL_ENROLMENT,
            "purpose:" + HOUSING_LOAN,
            "read:certificates");

    private final TokenMint mint;
    private final Path publicKeys;
    private final PersonKeyDerivation derivation;

    private TrialTokens(TokenMint mint, Path publicKeys, PersonKeyDerivation derivation) {
        this.mint = mint;
        this.publicKeys = publicKeys;
        this.derivation = derivation;
    }

    /**
     * Opens the mint of a directory; its key is made on first use.
     *
     * @param audience address of the service the tokens are for
     */
    public static TrialTokens open(Path directory, TrialSecrets secrets, String audience) throws IOException {
        Files.createDirectories(directory);
        TokenMint mint = new TokenMint(
                IssuerKey.openOrCreate(
                        directory.resolve("tokens.p12"),
                        secrets.of("token-keystore").toCharArray(),
                        "issuer",
                        "互证演示令牌 Huzheng demo tokens",
                        Instant.now()),
                audience);
        Path publicKeys = directory.resolve("token-keys.json");
        Files.writeString(publicKeys, mint.publicKeys());
        return new TrialTokens(
                mint, publicKeys, new PersonKeyDerivation(Files.readAllBytes(secrets.personKeySecret())));
    }

    /** File with the JWK set the service knows the tokens by. */
    public Path publicKeys() {
        return publicKeys;
    }

    /** A token that grants everything the story asks for. */
    public String ofWindow() {
        return ofWindow(Set.of());
    }

    /** A token that grants further scopes besides. */
    public String ofWindow(Set<String> further) {
        Set<String> scopes = new TreeSet<>(SCOPES);
        scopes.addAll(further);
        return mint.mint(ASKER, scopes, Instant.now(), LIFETIME);
    }

    /** Leaves a token for whoever wants to ask the service, in a file only its owner may read. */
    public void leave(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, ofWindow());
    }

    /** A token of a citizen, as the identity platform issues it. */
    public String ofCitizen(ResidentIdentityNumber number) {
        return mint.mintForCitizen(derivation.keyOf(number), Instant.now(), LIFETIME);
    }
}

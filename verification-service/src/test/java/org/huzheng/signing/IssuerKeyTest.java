package org.huzheng.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerKeyTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final char[] PASSWORD = "correct horse".toCharArray();
    private static final byte[] INPUT = "互证".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void shouldMakeAKeyOnFirstUseThatOnlyItsOwnerCanRead() throws Exception {
        // Given
        Path file = folder.resolve("keys/issuer.p12");

        // When
        IssuerKey key = IssuerKey.openOrCreate(file, PASSWORD, "issuer", "示例市政务服务局, CN=x", NOW);

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        key.certificate().verify(key.certificate().getPublicKey());
        assertThat(key.certificate().getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(key.publicJwk().kid()).isEqualTo(key.publicJwk().thumbprint());
    }

    @Test
    void shouldOpenTheSameKeyAgain() {
        // Given
        IssuerKey made = IssuerKey.openOrCreate(folder.resolve("issuer.p12"), PASSWORD, "issuer", "局", NOW);

        // When
        IssuerKey opened = IssuerKey.openOrCreate(folder.resolve("issuer.p12"), PASSWORD, "issuer", "局", NOW);

        // Then
        assertThat(opened.publicJwk()).isEqualTo(made.publicJwk());
        assertThat(new Es256Verifier(made.publicJwk())
                        .verifies(INPUT, opened.signer().sign(INPUT)))
                .isTrue();
    }

    @Test
    void shouldEndWithOneKeyWhenManyOpenAtOnce() {
        // Given
        Path file = folder.resolve("issuer.p12");

        // When
        List<PublicJwk> keys = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> IssuerKey.openOrCreate(file, PASSWORD, "issuer", "局", NOW)
                        .publicJwk())
                .distinct()
                .toList();

        // Then
        assertThat(keys).hasSize(1);
    }

    @Test
    void shouldRefuseAWrongPasswordAndAnUnknownAlias() {
        // Given
        Path file = folder.resolve("issuer.p12");
        IssuerKey.openOrCreate(file, PASSWORD, "issuer", "局", NOW);

        // When
        var wrongPassword = assertThatExceptionOfType(IssuerKeyException.class)
                .isThrownBy(() -> IssuerKey.open(file, "wrong".toCharArray(), "issuer"));
        var wrongAlias = assertThatExceptionOfType(IssuerKeyException.class)
                .isThrownBy(() -> IssuerKey.open(file, PASSWORD, "other"));

        // Then
        wrongPassword.withMessageContaining(file.toString()).withMessageContaining("opens with the given password");
        wrongAlias.withMessageContaining("under the alias other");
    }

    @Test
    void shouldSignWhatTheJavaPlatformVerifies() throws Exception {
        // Given
        IssuerKey key = IssuerKey.openOrCreate(folder.resolve("issuer.p12"), PASSWORD, "issuer", "局", NOW);
        Signature platform = Signature.getInstance("SHA256withECDSAinP1363Format", "SunEC");

        // When
        byte[] signature = key.signer().sign(INPUT);

        // Then
        platform.initVerify(key.certificate());
        platform.update(INPUT);
        assertThat(signature).hasSize(64);
        assertThat(platform.verify(signature)).isTrue();
        assertThat(Security.getProvider("BC")).as("installs no provider").isNull();
    }

    @Test
    void shouldSignFromManyThreadsAtOnce() {
        // Given
        IssuerKey key = IssuerKey.openOrCreate(folder.resolve("issuer.p12"), PASSWORD, "issuer", "局", NOW);
        Es256Verifier verifier = new Es256Verifier(key.publicJwk());

        // When
        long good = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> ("input " + i).getBytes(StandardCharsets.UTF_8))
                .filter(input -> verifier.verifies(input, key.signer().sign(input)))
                .count();

        // Then
        assertThat(good).isEqualTo(400);
    }

    @Test
    void shouldRefuseASignatureWithAnyByteChanged() {
        // Given
        IssuerKey key = IssuerKey.openOrCreate(folder.resolve("issuer.p12"), PASSWORD, "issuer", "局", NOW);
        Es256Verifier verifier = new Es256Verifier(key.publicJwk());
        byte[] signature = key.signer().sign(INPUT);

        // When
        long accepted = IntStream.range(0, signature.length)
                .filter(i -> {
                    byte[] tampered = signature.clone();
                    tampered[i] ^= 1;
                    return verifier.verifies(INPUT, tampered);
                })
                .count();

        // Then
        assertThat(accepted).isZero();
        assertThat(verifier.verifies(INPUT, new byte[64])).isFalse();
        assertThat(verifier.verifies(INPUT, new byte[63])).isFalse();
    }
}

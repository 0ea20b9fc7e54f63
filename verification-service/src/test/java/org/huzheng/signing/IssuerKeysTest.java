package org.huzheng.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is added with {@code keytool}, as the operators' guide says. */
class IssuerKeysTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant SECOND = Instant.parse("2027-11-23T08:00:00Z");
    private static final String PASSWORD = "correct horse";
    private static final DateTimeFormatter STARTDATE = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    @TempDir
    Path folder;

    @Test
    void shouldSignWithEachKeyFromTheDayItsCertificateBeginsAndPublishAll() throws Exception {
        // Given
        IssuerKeys before = keys();
        add("next", "EC", "secp256r1");

        // When
        IssuerKeys after = keys();

        // Then
        PublicJwk first = before.at(FIRST).publicJwk();
        assertThat(before.publicKeys().keys()).containsExactly(first);
        assertThat(after.publicKeys().keys()).hasSize(2).contains(first);
        assertThat(after.at(SECOND.minusMillis(1)).publicJwk()).isEqualTo(first);
        assertThat(after.at(FIRST.minus(Duration.ofDays(1))).publicJwk())
                .as("dated before any")
                .isEqualTo(first);
        IssuerKey next = after.at(SECOND);
        assertThat(next.publicJwk()).isNotEqualTo(first).isIn(after.publicKeys().keys());
        byte[] input = "互证".getBytes(StandardCharsets.UTF_8);
        assertThat(new Es256Verifier(
                                after.publicKeys().find(next.signer().kid()).orElseThrow())
                        .verifies(input, next.signer().sign(input)))
                .isTrue();
    }

    @Test
    void shouldRefuseAFileThatHoldsAKeyItCannotSignWith() throws Exception {
        // Given
        keys();
        add("rsa", "RSA", "2048");

        // Then
        assertThatExceptionOfType(IssuerKeyException.class)
                .isThrownBy(this::keys)
                .withMessageContaining("expected an EC private key under the alias rsa");
    }

    @Test
    void shouldPassOverTheCertificateOfAnAuthorityAboveIt() throws Exception {
        // Given
        IssuerKeys before = keys();
        keytool("-exportcert", "-alias", "issuer", "-file", "root.cer");
        keytool("-importcert", "-noprompt", "-alias", "root", "-file", "root.cer");

        // Then
        assertThat(keys().publicKeys()).isEqualTo(before.publicKeys());
    }

    @Test
    void shouldRefuseTwoKeysThatBeginAtOnce() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> IssuerKeys.of(TestKeys.from(FIRST), TestKeys.from(FIRST)))
                .withMessageContaining("found two at " + FIRST);
    }

    private IssuerKeys keys() {
        return IssuerKeys.openOrCreate(folder.resolve("issuer.p12"), PASSWORD.toCharArray(), "示例市政务服务局", FIRST);
    }

    private void add(String alias, String algorithm, String group) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                algorithm,
                algorithm.equals("EC") ? "-groupname" : "-keysize",
                group,
                "-startdate",
                STARTDATE.format(LocalDateTime.ofInstant(SECOND, ZoneId.systemDefault())),
                "-validity",
                "3650",
                "-dname",
                "CN=示例市政务服务局");
    }

    private void keytool(String... further) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        words.addAll(List.of(further));
        words.addAll(List.of("-keystore", "issuer.p12", "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}

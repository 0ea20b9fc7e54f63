package org.huzheng.deploy.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.huzheng.http.HttpServers;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.ServerTls;
import org.huzheng.tls.TlsFileUnusable;
import org.huzheng.tls.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener's certificate is renewed while it serves, by an authority made for a trial. */
class RenewalTest {
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private LocalAuthority authority;
    private ServerTls files;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        authority = LocalAuthority.openOrCreate(directory.resolve("tls"), Instant.now());
        files = authority.issue("listener", HOSTS, Instant.now());
        server = HttpServers.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                Optional.of(ServedCertificate.of(files)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private X509Certificate shown(Path trust) throws IOException, InterruptedException {
        // A client of its own each time: connections that are open go on with what they were shown.
        HttpClient client =
                HttpClient.newBuilder().sslContext(Trust.contextOf(trust)).build();
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(URI.create(
                                "https://127.0.0.1:" + server.getAddress().getPort() + "/"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(204);
        return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @Test
    void shouldShowARenewedCertificateWithoutRestart() throws Exception {
        // Given
        X509Certificate before = shown(authority.certificate());

        // When
        authority.issue("listener", HOSTS, Instant.now());

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown(authority.certificate()).getSerialNumber())
                        .isNotEqualTo(before.getSerialNumber()));
    }

    @Test
    void shouldServeOnWhatItHadWhileTheNewCertificateHasNoKey() throws Exception {
        // Given
        X509Certificate before = shown(authority.certificate());
        ServerTls other = authority.issue("other", HOSTS, Instant.now());

        // When: the certificate alone is replaced, and later its key
        Files.copy(other.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        // Longer than until the files are looked at again: what is shown then is what it kept.
        Thread.sleep(1_500);
        X509Certificate between = shown(authority.certificate());
        Files.copy(other.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThat(between).isEqualTo(before);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shown(authority.certificate())).isNotEqualTo(before));
    }

    @Test
    void shouldNotBeTrustedByClientsOfAnotherAuthority() throws Exception {
        // Given
        LocalAuthority stranger = LocalAuthority.openOrCreate(directory.resolve("stranger"), Instant.now());

        // Then
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> shown(stranger.certificate()));
    }

    @Test
    void shouldNotBeTrustedUnderANameItsCertificateDoesNotHold() throws Exception {
        // Given
        authority.issue("listener", List.of("elsewhere.example"), Instant.now());

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> shown(authority.certificate())));
    }

    @Test
    void shouldRefuseAKeyThatIsNotTheCertificates() throws Exception {
        // Given
        ServerTls other = authority.issue("other", HOSTS, Instant.now());

        // Then
        assertThatExceptionOfType(TlsFileUnusable.class)
                .isThrownBy(() -> ServedCertificate.of(new ServerTls(files.certificate(), other.key())))
                .withMessageContaining("expected the key of the first certificate in " + files.certificate());
    }

    @Test
    void shouldNameAFileThatHoldsNoKey() {
        assertThatExceptionOfType(TlsFileUnusable.class)
                .isThrownBy(() -> ServedCertificate.of(new ServerTls(files.certificate(), files.certificate())))
                .withMessageContaining(files.certificate() + ": expected a private key in PEM");
    }

    @Test
    void shouldKeepTheAuthoritysKeyFromOthers() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.resolve("tls/ca.key"))
                        .toString())
                .doesNotContain("GROUP", "OTHERS");
        assertThat(Files.getPosixFilePermissions(files.key()).toString()).doesNotContain("GROUP", "OTHERS");
    }
}

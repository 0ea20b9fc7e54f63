package org.huzheng.deploy.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.tls.ServedCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthProbeTest {
    private final AtomicInteger status = new AtomicInteger(200);
    private Path folder;
    private HttpServer server;
    private Path trust;

    @BeforeEach
    void serve(@TempDir Path folder) throws IOException {
        this.folder = folder;
        LocalAuthority authority = LocalAuthority.openOrCreate(folder.resolve("tls"), Instant.now());
        trust = authority.certificate();
        HttpsServer secured = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secured.setHttpsConfigurator(
                new HttpsConfigurator(ServedCertificate.of(authority.issue("a", List.of("localhost"), Instant.now()))
                        .context()));
        secured.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        secured.start();
        server = secured;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address(String scheme, String host) {
        return URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
    }

    @Test
    void shouldTakeAProcessThatAnswersForWell() {
        assertThatCode(() -> HealthProbe.ask(address("https", "localhost"), trust))
                .doesNotThrowAnyException();
        assertThatCode(() -> HealthProbe.ask(address("tls", "localhost"), trust))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldSayThatAProcessIsNotWell() {
        // Given
        status.set(503);

        // Then
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HealthProbe.ask(address("https", "localhost"), trust))
                .withMessage("status 503");
        server.stop(0);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> HealthProbe.ask(address("tls", "localhost"), trust));
    }

    @Test
    void shouldVerifyTheCertificateAndWhomItNames() throws IOException {
        // Given
        Path another = LocalAuthority.openOrCreate(folder.resolve("other"), Instant.now())
                .certificate();

        // Then
        for (String scheme : List.of("https", "tls")) {
            assertThatExceptionOfType(SSLException.class)
                    .as(scheme)
                    .isThrownBy(() -> HealthProbe.ask(address(scheme, "localhost"), another));
            assertThatExceptionOfType(SSLException.class)
                    .as(scheme)
                    .isThrownBy(() -> HealthProbe.ask(address(scheme, "127.0.0.1"), trust));
        }
    }

    @Test
    void shouldRefuseAnAddressOfAnotherKind() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HealthProbe.ask(address("ftp", "localhost"), trust))
                .satisfies(refusal -> assertThat(refusal).hasMessageContaining("tls://"));
    }
}

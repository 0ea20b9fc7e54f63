package org.huzheng.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the client makes of a registry's answers, each scripted; that real registries answer so is tested where they run. */
class HttpSchemaRegistryTest {
    private static final Schema STRING = Schema.create(Schema.Type.STRING);
    private static final String SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicReference<String> credentials = new AtomicReference<>();
    private HttpServer server;
    private HttpSchemaRegistry registry;

    private record Answer(int status, String body) {}

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                        + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            credentials.set(exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        registry = registry(Duration.ofMillis(400));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void shouldAskForASchemaOnceAndRememberIt() {
        // Given
        answers.add(new Answer(200, SCHEMA));

        // When
        Schema first = registry.schemaById(7);

        // Then
        assertThat(first).isEqualTo(STRING);
        assertThat(registry.schemaById(7)).isSameAs(first);
        assertThat(requests).containsExactly("GET /schemas/ids/7 ");
        assertThat(credentials.get()).isEqualTo("Basic dXNlcjpwYXNz");
    }

    @Test
    void shouldLookUpAnIdWithoutRegisteringTheSchema() {
        // Given
        answers.add(new Answer(200, "{\"subject\":\"s\",\"version\":1,\"id\":3,\"schema\":\"\\\"string\\\"\"}"));

        // Then
        assertThat(registry.idOf("t-a b", STRING)).isEqualTo(3);
        assertThat(registry.idOf("t-a b", STRING)).isEqualTo(3);
        assertThat(requests).containsExactly("POST /subjects/t-a%20b {\"schema\":\"\\\"string\\\"\"}");
    }

    @Test
    void shouldRegisterAndReadVersionsAndLevels() {
        answers.addAll(List.of(
                new Answer(200, "{\"id\":3}"),
                new Answer(200, "{\"subject\":\"s\",\"version\":2,\"id\":3,\"schema\":\"\\\"string\\\"\"}"),
                new Answer(404, "{\"error_code\":40401,\"message\":\"Subject 'x' not found.\"}"),
                new Answer(200, "[\"b\",\"a\"]"),
                new Answer(200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}"),
                new Answer(404, "{\"error_code\":40408,\"message\":\"not set\"}"),
                new Answer(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}")));

        assertThat(registry.register("s", STRING)).isEqualTo(3);
        assertThat(registry.latest("s")).contains(new RegisteredSchema("s", 2, 3, STRING));
        assertThat(registry.latest("x")).isEmpty();
        assertThat(registry.subjects()).containsExactly("a", "b");
        assertThat(registry.compatibilityOf("s")).contains(Compatibility.FULL_TRANSITIVE);
        assertThat(registry.compatibilityOf("x")).isEmpty();
        registry.setCompatibility("s", Compatibility.FULL_TRANSITIVE);
        assertThat(requests)
                .containsExactly(
                        "POST /subjects/s/versions {\"schema\":\"\\\"string\\\"\"}",
                        "GET /subjects/s/versions/latest ",
                        "GET /subjects/x/versions/latest ",
                        "GET /subjects ",
                        "GET /config/s ",
                        "GET /config/x ",
                        "PUT /config/s {\"compatibility\":\"FULL_TRANSITIVE\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"error_code\":40403,\"message\":\"Schema not found\"}|UnknownSchemaException",
                "404|<html>no such page</html>|RegistryUnavailableException",
                "404|{\"path\":\"/schemas\"}|RegistryUnavailableException",
                "401|''|RegistryAccessException",
                "403|{\"error_code\":40301}|RegistryAccessException",
                "409|{\"error_code\":409,\"message\":\"incompatible\"}|SchemaRefusedException",
                "422|{\"error_code\":42201}|SchemaRefusedException",
                "429|''|RegistryUnavailableException",
                "500|{\"error_code\":50001}|RegistryUnavailableException",
                "503|''|RegistryUnavailableException",
                "200|<html>|RegistryProtocolException",
                "200|{}|RegistryProtocolException",
                "200|{\"schema\":\"no schema\"}|RegistryProtocolException",
                "418|{}|RegistryProtocolException",
                "200|{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}|UnknownSchemaException",
            })
    void shouldTellWhatTheRegistrySaidFromItsBeingAway(int status, String body, String error) {
        // Given
        answers.add(new Answer(status, body));

        // Then
        assertThatThrownBy(() -> registry.schemaById(7))
                .isInstanceOf(SchemaRegistryException.class)
                .satisfies(found -> assertThat(found.getClass().getSimpleName()).isEqualTo(error))
                .hasMessageContaining("expected")
                .hasMessageNotContaining("pass");
    }

    @Test
    void shouldWaitForARegistryThatComesBack() {
        // Given
        answers.addAll(List.of(new Answer(503, ""), new Answer(502, "<html>"), new Answer(200, SCHEMA)));

        // When
        Schema schema = registry(Duration.ofSeconds(30)).schemaById(7);

        // Then
        assertThat(schema).isEqualTo(STRING);
        assertThat(requests).hasSize(3);
    }

    @Test
    void shouldForgetNoRefusal() {
        // Given
        answers.addAll(List.of(new Answer(404, "{\"error_code\":40403}"), new Answer(200, SCHEMA)));
        assertThatThrownBy(() -> registry.schemaById(7)).isInstanceOf(UnknownSchemaException.class);

        // Then
        assertThat(registry.schemaById(7)).isEqualTo(STRING);
    }

    @Test
    void shouldAskTheNextAddressWhenOneRefusesTheConnection() {
        // Given
        answers.add(new Answer(200, SCHEMA));
        SchemaRegistry both = new HttpSchemaRegistry(RegistrySettings.of(Map.of(
                RegistrySettings.URL, "http://127.0.0.1:1, " + address(), RegistrySettings.PATIENCE_MS, 10_000)));

        // Then
        assertThat(both.schemaById(7)).isEqualTo(STRING);
    }

    @Test
    void shouldGiveUpWaitingWhenInterrupted() throws Exception {
        // Given
        answers.add(new Answer(503, ""));
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                registry(Duration.ofHours(1)).schemaById(7);
            } catch (RegistryUnavailableException e) {
                outcome.complete(Thread.currentThread().isInterrupted() ? e : new AssertionError("flag lost"));
            }
        });
        waiting.start();
        while (requests.isEmpty()) {
            Thread.onSpinWait();
        }

        // When
        waiting.interrupt();

        // Then
        assertThat(outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    void shouldReadItsSettingsUnderConfluentsKeysAndHideThePassword() {
        // When
        RegistrySettings settings = RegistrySettings.of(Map.of(
                "schema.registry.url", "http://a:8081,http://b:8081/registry",
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "user:pass"));

        // Then
        assertThat(settings.urls())
                .containsExactly(URI.create("http://a:8081/"), URI.create("http://b:8081/registry/"));
        assertThat(settings.userInfo()).contains("user:pass");
        assertThat(settings.patience()).isEqualTo(RegistrySettings.DEFAULT_PATIENCE);
        assertThat(settings.toString()).doesNotContain("pass");
        assertThatThrownBy(() -> RegistrySettings.of(Map.of())).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> RegistrySettings.of(
                        Map.of("schema.registry.url", "http://a", "basic.auth.credentials.source", "URL")))
                .isInstanceOf(ConfigException.class);
    }

    private HttpSchemaRegistry registry(Duration patience) {
        return new HttpSchemaRegistry(new RegistrySettings(
                List.of(URI.create(address())), Optional.of("user:pass"), Optional.empty(), patience));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }
}

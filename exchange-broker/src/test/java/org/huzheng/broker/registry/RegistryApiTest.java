package org.huzheng.broker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.huzheng.broker.testing.ExchangeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RegistryApiTest {
    @RegisterExtension
    static final ExchangeExtension EXCHANGE = ExchangeExtension.withPartitions(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String RECORD =
            "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";

    private record Answer(int status, JsonNode body) {
        int code() {
            return body.path("error_code").asInt();
        }
    }

    @ParameterizedTest(name = "{0} {1} answers {3}, {4}")
    @CsvFileSource(resources = "refusals.csv", numLinesToSkip = 1, delimiter = '|', quoteCharacter = '\u0001')
    void shouldRefuseWithTheCodeConfluentsClientsExpect(String method, String path, String body, int status, int code)
            throws Exception {
        // Given
        register("refused", RECORD.formatted("Refused"));
        call("PUT", "/config/refused", "{\"compatibility\":\"FULL\"}");
        register("kept-deleted", RECORD.formatted("Gone"));
        call("DELETE", "/subjects/kept-deleted", null);

        // When
        Answer answer = call(method, path, body);

        // Then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("message").asText()).isNotEmpty();
    }

    @Test
    void shouldRefuseAnonymousWritesAndWrongPasswordsButLetAnybodyRead() throws Exception {
        // Given
        String body = offer(RECORD.formatted("Anonymous"));

        // When
        Answer write = call("POST", "/subjects/anonymous/versions", body, null);
        Answer guess = call("GET", "/subjects", null, "admin:guess");
        Answer read = call("GET", "/subjects", null, null);

        // Then
        assertThat(write.status()).isEqualTo(401);
        assertThat(guess.status()).isEqualTo(401);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().toString()).doesNotContain("anonymous");
    }

    @Test
    void shouldGiveOneIdToOneSchemaAndNeverGiveAnIdTwice() throws Exception {
        // Given
        int first = register("ids-a", RECORD.formatted("Ids"));
        int same = register("ids-b", RECORD.formatted("Ids"));
        int young = register("ids-c", RECORD.formatted("Young"));
        call("DELETE", "/subjects/ids-c", null);
        call("DELETE", "/subjects/ids-c?permanent=true", null);

        // When
        EXCHANGE.stop();
        EXCHANGE.start();
        int next = register("ids-d", RECORD.formatted("Next"));

        // Then
        assertThat(same).isEqualTo(first);
        assertThat(next).isGreaterThan(young);
        assertThat(call("GET", "/schemas/ids/" + young, null).code()).isEqualTo(40403);
        assertThat(call("GET", "/schemas/ids/" + first + "/versions", null).body())
                .isEqualTo(
                        JSON.readTree("[{\"subject\":\"ids-a\",\"version\":1},{\"subject\":\"ids-b\",\"version\":1}]"));
    }

    @Test
    void shouldKeepSoftlyDeletedSchemasReadableByIdAndCountVersionsOn() throws Exception {
        // Given
        int id = register("soft", RECORD.formatted("Soft"));

        // When
        Answer deleted = call("DELETE", "/subjects/soft/versions/1", null);

        // Then
        assertThat(deleted.body().asInt()).isEqualTo(1);
        assertThat(call("GET", "/subjects/soft/versions", null).code()).isEqualTo(40401);
        assertThat(call("GET", "/schemas/ids/" + id, null).status()).isEqualTo(200);
        assertThat(call("GET", "/subjects/soft/versions?deleted=true", null)
                        .body()
                        .toString())
                .isEqualTo("[1]");
        assertThat(register("soft", RECORD.formatted("Soft"))).isEqualTo(id);
        assertThat(call("GET", "/subjects/soft/versions", null).body().toString())
                .isEqualTo("[2]");
    }

    @Test
    void shouldRegisterOnceWhenManyOfferTheSameSchemaAtOnce() {
        // Given
        Set<Integer> ids = ConcurrentHashMap.newKeySet();

        // When
        IntStream.range(0, 16).parallel().forEach(i -> ids.add(register("crowd", RECORD.formatted("Crowd"))));

        // Then
        assertThat(ids).hasSize(1);
    }

    @Test
    void shouldTellApartAndTogetherWhatDiffersInTheOrderOfAttributesOnly() throws Exception {
        // Given
        String one =
                "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"x\":1,\"y\":2}]}";
        String other =
                "{\"name\":\"N\",\"type\":\"record\",\"fields\":[{\"y\":2,\"x\":1,\"type\":\"int\",\"name\":\"a\"}]}";
        int id = register("normal", one);

        // When
        Answer plain = call("POST", "/subjects/normal", offer(other));
        Answer normalized = call("POST", "/subjects/normal?normalize=true", offer(other));

        // Then
        assertThat(plain.code()).isEqualTo(40403);
        assertThat(normalized.body().path("id").asInt()).isEqualTo(id);
    }

    @Test
    void shouldRefuseWritesInReadOnlyMode() throws Exception {
        // Given
        register("frozen", RECORD.formatted("Frozen"));
        call("PUT", "/mode/frozen", "{\"mode\":\"READONLY\"}");

        // When
        Answer refused = call("DELETE", "/subjects/frozen", null);

        // Then
        assertThat(refused.code()).isEqualTo(42205);
        assertThat(call("GET", "/mode/frozen", null).body().path("mode").asText())
                .isEqualTo("READONLY");
        assertThat(call("DELETE", "/mode/frozen", null).status()).isEqualTo(200);
        assertThat(call("DELETE", "/subjects/frozen", null).status()).isEqualTo(200);
    }

    @Test
    void shouldAnswerOnAKeptConnectionWithoutDelay() throws Exception {
        // Given
        call("GET", "/subjects", null);
        long begin = System.nanoTime();

        // When
        for (int i = 0; i < 50; i++) {
            call("GET", "/schemas/types", null);
        }

        // Then: Nagle's algorithm with delayed acknowledgement would cost 40 ms each
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(50 * 30));
    }

    private static int register(String subject, String schema) {
        try {
            Answer answer = call("POST", "/subjects/" + subject + "/versions", offer(schema));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            return answer.body().path("id").asInt();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String offer(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    private static Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return call(method, path, body, EXCHANGE.address().registryUserInfo());
    }

    private static Answer call(String method, String path, String body, String user)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(EXCHANGE.registryUrl() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).contains(RegistryHandler.MEDIA_TYPE);
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }
}

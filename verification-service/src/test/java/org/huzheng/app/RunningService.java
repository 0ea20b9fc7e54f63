package org.huzheng.app;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.huzheng.api.security.TokenMint;
import org.huzheng.audit.SyntheticRecords;
import org.huzheng.broker.exchange.EmbeddedExchange;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.FeedMark;
import org.huzheng.household.Resident;
import org.huzheng.identity.PersonKeyDerivation;
import org.huzheng.identity.ResidentIdentityNumber;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKey;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.HttpSchemaRegistry;
import org.huzheng.wire.RegistrySettings;

/** A real exchange and the settings of a service on it, for tests that talk HTTP. */
public final class RunningService implements AutoCloseable {
    private static final int PARTITIONS = 3;
    private static final int SECRET_BYTES = 32;
    private static final String ISSUER = "https://huzheng.example";
    static final Set<String> ALL_SCOPES = Set.of(
            "certificate:kinship",
            "certificate:payment",
            "certificate:employer-insurance",
            "verification:kinship",
            "verification:payment",
            "verification:alive",
            "verification:related",
            "verification:credited-months",
            "purpose:school-enrolment");

    private final Path directory;
    private final EmbeddedExchange exchange;
    private final AvroWire wire;
    private final IssuerKey tokenKey;
    private final TokenMint mint;
    private final PersonKeyDerivation derivation;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    public RunningService(Path directory) throws IOException {
        this.directory = directory;
        exchange = EmbeddedExchange.start(EmbeddedExchange.Config.on(directory.resolve("exchange"), PARTITIONS));
        exchange.operations().apply();
        wire = new AvroWire(
                new HttpSchemaRegistry(RegistrySettings.of(Map.of(RegistrySettings.URL, exchange.registryUrl()))));
        secret("salt");
        byte[] exchangeSecret = secret("person-key");
        derivation = new PersonKeyDerivation(exchangeSecret);
        Files.writeString(directory.resolve("keystore.password"), "only for a test");
        tokenKey = IssuerKey.openOrCreate(
                directory.resolve("tokens.p12"), "tokens".toCharArray(), "tokens", "authorization", Instant.now());
        mint = new TokenMint(tokenKey, ISSUER);
        Files.writeString(directory.resolve("tokens.jwks"), mint.publicKeys());
    }

    private byte[] secret(String name) throws IOException {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        Files.write(directory.resolve(name + ".secret"), bytes);
        return bytes;
    }

    /** A settings file for an instance of this name. */
    public Path settings(String instance) throws IOException {
        return settings(instance, Map.of());
    }

    /** A settings file for an instance of this name, with settings of its own. */
    Path settings(String instance, Map<String, Object> own) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("kafka", exchange.clientConfig(ExchangeGrants.VERIFICATION));
        settings.put("registry", exchange.address().registryConfig());
        settings.put("judging", Map.of("state", "state-" + instance, "instance", instance));
        settings.put(
                "issuing",
                Map.of(
                        "url", ISSUER,
                        "authority", "合成市数据局",
                        "creditCode", CREDIT_CODE,
                        "keystore", "issuer.p12",
                        "keystorePassword", "keystore.password",
                        "saltSecret", "salt.secret"));
        settings.put("personKeySecret", "person-key.secret");
        settings.put("tokens", Map.of("keys", "tokens.jwks"));
        settings.put("http", Map.of("port", 0, "patience", "PT20S"));
        settings.putAll(own);
        // JSON is YAML
        Path file = directory.resolve("service-" + instance + ".yaml");
        json.writeValue(file.toFile(), settings);
        return file;
    }

    private static final String CREDIT_CODE = org.huzheng.identity.UnifiedSocialCreditCode.withCheckCharacter(
                    "11110000MB1234567")
            .value();

    EmbeddedExchange exchange() {
        return exchange;
    }

    AvroWire wire() {
        return wire;
    }

    /** Key of the person with this number. */
    String keyOf(String identityNumber) {
        return derivation.keyOf(ResidentIdentityNumber.parse(identityNumber)).value();
    }

    String token(Set<String> scopes) {
        return token("office", scopes);
    }

    String token(String asker, Set<String> scopes) {
        return mint.mint(asker, scopes, Instant.now(), Duration.ofHours(1));
    }

    /** What an office that was granted everything sends along. */
    Map<String, String> office() {
        return Map.of("Authorization", "Bearer " + token(ALL_SCOPES));
    }

    /** The same under an idempotency key. */
    Map<String, String> office(String key) {
        Map<String, String> headers = new HashMap<>(office());
        headers.put("Idempotency-Key", key);
        return headers;
    }

    /** All of an answer but its signature, which is never the same twice. */
    static JsonNode unsigned(JsonNode answer) {
        ObjectNode rest = answer.deepCopy();
        rest.remove("signed");
        return rest;
    }

    /** The token of a citizen. */
    String citizenToken(String identityNumber) {
        return mint.mintForCitizen(
                derivation.keyOf(ResidentIdentityNumber.parse(identityNumber)), Instant.now(), Duration.ofHours(1));
    }

    /** A token of an employer's agent, with every scope. */
    String agentToken(String employerCode) {
        return mint.mintForAgent(Set.of(employerCode), "agent", ALL_SCOPES, Instant.now(), Duration.ofHours(1));
    }

    /** A token that says exactly this. */
    String tokenOf(Map<String, Object> claims) {
        return CompactJws.sign("at+jwt", claims, tokenKey.signer());
    }

    /** Publishes as the topic's department and waits until it is appended. */
    void publish(Topic topic, String key, SpecificRecord record) {
        send(topic.owner(), List.of(new ProducerRecord<>(topic.name(), key, wire.encode(topic.name(), record))));
    }

    /** An identity number of this sequence, of the place the tests' people come from. */
    static String number(LocalDate born, int sequence) {
        return ResidentIdentityNumber.of("110105", born, sequence).value();
    }

    /** Publishes the entry of an adult. */
    void publishAdult(String number) {
        publish(Topics.HOUSEHOLD_RESIDENT, keyOf(number), SyntheticRecords.adult(number.substring(6, 14)));
    }

    /** Publishes a version of a child's entry that states a mother, and returns it. */
    Resident publishChild(String number, long version, String mother) {
        Resident child = SyntheticRecords.child(
                "child", version, version == 1 ? ChangeType.CREATED : ChangeType.CORRECTED, "mother");
        child.getMother().setPersonKey(keyOf(mother));
        publish(Topics.HOUSEHOLD_RESIDENT, keyOf(number), child);
        return child;
    }

    /** Marks every feed as fresh in every partition. */
    void markAllFeeds() {
        for (Department department : Department.JUDGED) {
            List<ProducerRecord<String, byte[]>> marks = new ArrayList<>();
            for (Topic topic : department.recordTopics()) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    FeedMark mark = new FeedMark(
                            department.code(), topic.name(), partition, Instant.now(), "run-1", null, null, null);
                    marks.add(new ProducerRecord<>(
                            topic.name(), partition, "feed-mark", wire.encode(topic.name(), mark)));
                }
            }
            send(department.code(), marks);
        }
    }

    /** Marks every feed as fresh, again and again, as adapters do, until it is closed. */
    ScheduledExecutorService keepMarking() {
        ScheduledExecutorService marking = Executors.newSingleThreadScheduledExecutor();
        var unused = marking.scheduleWithFixedDelay(this::markAllFeeds, 0, 500, TimeUnit.MILLISECONDS);
        return marking;
    }

    private void send(String principal, List<ProducerRecord<String, byte[]>> records) {
        try (var producer = new KafkaProducer<>(
                exchange.clientConfig(principal), new StringSerializer(), new ByteArraySerializer())) {
            for (var record : records) {
                producer.send(record).get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("could not publish as " + principal, e);
        }
    }

    /** An answer over HTTP. */
    public record Reply(int status, HttpResponse<String> response, JsonNode body) {}

    Reply post(URI base, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return reply(request.build());
    }

    Reply get(URI base, String path, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).GET();
        headers.forEach(request::header);
        return reply(request.build());
    }

    private Reply reply(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Reply(response.statusCode(), response, isJson ? json.readTree(response.body()) : json.nullNode());
    }

    /** Asks until the answer is no longer STALE: questions are answered from what has been folded. */
    Reply postWhenFresh(URI base, String path, String body) {
        List<Reply> last = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            last.add(post(base, path, body, Map.of("Authorization", "Bearer " + token(ALL_SCOPES))));
            return !"STALE"
                    .equals(last.get(last.size() - 1).body().path("answer").asText());
        });
        return last.get(last.size() - 1);
    }

    @Override
    public void close() {
        exchange.close();
    }
}

package org.huzheng.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.huzheng.catalogue.Topics;
import org.huzheng.deploy.demo.DemoCommand;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.deploy.trial.SilentNarrator;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.testing.CouldNotRun;
import org.huzheng.tls.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three nodes and two instances as processes of their own, TLS on every listener; the demonstration's story told on them, and one of each lost on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final int BROKERS = 3;
    private static final int INSTANCES = 2;
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path root;
    private Cluster cluster;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        CouldNotRun.unlessWhole("the story on a cluster of processes that loses a node and an instance");
        this.root = root;
        cluster = Cluster.start(root.resolve("cluster"), BROKERS, INSTANCES, PARTITIONS, new SilentNarrator());
    }

    @AfterAll
    void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void shouldKeepEachRecordThreeTimesAndWriteItTwice() throws Exception {
        try (Admin admin = Admin.create(cluster.directory().exchange().adminConfig())) {
            // Then: the exchange's topics and the service's own
            for (String name : admin.listTopics().names().get()) {
                TopicDescription topic = described(admin, name);
                assertThat(topic.partitions()).as(name).isNotEmpty().allSatisfy(partition -> assertThat(
                                partition.replicas())
                        .hasSize(BROKERS));
                assertThat(setting(admin, name, "min.insync.replicas")).as(name).isEqualTo("2");
            }
        }
    }

    private static TopicDescription described(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        return admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get();
    }

    private static String setting(Admin admin, String topic, String name)
            throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(name)
                .value();
    }

    @Test
    @Order(2)
    void shouldShowARenewedCertificateOnEveryKindOfListener() throws Exception {
        // Given
        List<String> listeners = List.of("broker-1", "registry", "service-1");
        Map<String, Integer> ports = Map.of(
                "broker-1", port(cluster.directory().exchange().bootstrap().split(",", -1)[0]),
                "registry", port(cluster.directory().exchange().registryUrl()),
                "service-1", cluster.directory().instancePort(1));
        for (String listener : listeners) {
            BigInteger before = serial(ports.get(listener));

            // When
            LocalAuthority.openOrCreate(root.resolve("cluster/tls"), Instant.now())
                    .issue(listener, List.of("127.0.0.1", "localhost"), Instant.now());

            // Then
            await(listener).atMost(PATIENCE).untilAsserted(() -> assertThat(serial(ports.get(listener)))
                    .isNotEqualTo(before));
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private BigInteger serial(int port) throws IOException {
        try (SSLSocket socket = (SSLSocket)
                Trust.contextOf(cluster.directory().trust()).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    @Test
    @Order(3)
    void shouldTellTheStoryAndReplayEqualWithANodeAndAnInstanceLost() throws Exception {
        // When
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--once",
                        "--json",
                        "--people",
                        "60",
                        "--data",
                        root.resolve("demo").toString(),
                        "--cluster",
                        root.resolve("cluster").toString(),
                        "--kill");

        // Then
        assertThat(exitCode).as(out.toString()).isZero();
        JsonNode told = new ObjectMapper().readTree(out.toString());
        assertThat(told.path("replay").path("equal").asInt()).isPositive();
        assertThat(told.path("replay").path("different").asInt(-1)).isZero();
        assertThat(cluster.processes())
                .filteredOn(process -> !process.isAlive())
                .extracting(ClusterProcess::name)
                .containsExactlyInAnyOrder("broker-3", "service-2");
        try (Admin admin = Admin.create(cluster.directory().exchange().adminConfig())) {
            assertThat(described(admin, Topics.DECISIONS.name()).partitions())
                    .allSatisfy(partition -> assertThat(partition.isr()).hasSize(2));
        }
    }

    @Test
    void shouldRefuseADirectoryThatWasLaidOutForOtherNumbers() {
        assertThatExceptionOfType(TrialException.class)
                .isThrownBy(() -> ClusterDirectory.layOut(root.resolve("cluster"), BROKERS + 2, INSTANCES))
                .withMessageContaining("laid out for brokers=3, now 5 is asked for");
    }
}

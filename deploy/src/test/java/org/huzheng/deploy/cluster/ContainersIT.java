package org.huzheng.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.demo.Offices;
import org.huzheng.deploy.demo.Offices.Reply;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Requests;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images of this build, each process in a container: three nodes, the registry, three adapters, two instances of the service. The departments' own systems
 * stay outside, as they do. A certificate is issued, a node is lost, and the instances are replaced one after the other while somebody keeps asking.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {
    private static final int BROKERS = 3;
    private static final int INSTANCES = 2;
    private static final int PEOPLE = 60;
    private static final int SEED = 1;
    private static final int PUSH_PORT = 8444;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<AutoCloseable> started = new ArrayList<>();
    private Population population;
    private Containers containers;
    private Offices offices;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        Images.build();
        containers = keep(new Containers());
        FrontDoor front = keep(FrontDoor.open(loopback(0), containers::instances));
        URI service = URI.create("https://127.0.0.1:" + front.port());
        Path copies = root.resolve("cluster");
        containers.layOut(BROKERS, INSTANCES, service.toString(), copies);
        containers.startBrokers(BROKERS);
        containers.exchangeTool(BROKERS, "exchange", "prepare");
        containers.startRegistry();
        containers.exchangeTool(BROKERS, "exchange", "apply", "--partitions", "3");
        containers.startInstances(INSTANCES);
        startDepartments(root);
        ClusterDirectory cluster = ClusterDirectory.of(copies);
        offices = new Offices(service, cluster.tokens(), Optional.of(cluster.trust()));
    }

    private void startDepartments(Path root) throws Exception {
        TrialSecrets secrets = TrialSecrets.in(root.resolve("secrets"));
        TrialDirectory directory = keep(TrialDirectory.open(root.resolve("departments"), SEED, PEOPLE));
        Departments departments = keep(Departments.open(directory, secrets, SEED, PEOPLE));
        population = departments.population();
        startHousehold(root, departments.database());
        startSocialSecurity(root, directory);
        startMedical(root, directory, secrets.of(TrialSecrets.PUSH));
        keep(departments.startPosting(secrets));
    }

    /** Captured from the log of a database. */
    private void startHousehold(Path root, DepartmentDatabase database) throws Exception {
        // The server answers its own machine alone: containers come in by a door on their network.
        FrontDoor door = keep(FrontDoor.open(
                new InetSocketAddress(InetAddress.getByName(containers.gateway()), 0),
                () -> List.of(loopback(database.port()))));
        startAdapter(
                root,
                Department.HOUSEHOLD,
                """
                  household.host: "%s"
                  household.port: "%d"
                  household.database: household
                  household.user: %s
                  household.password: ${env:CAPTURE_PASSWORD}
                """.formatted(containers.gateway(), door.port(), DepartmentDatabase.adapterRole(Department.HOUSEHOLD)),
                Map.of("CAPTURE_PASSWORD", database.adapterPassword(Department.HOUSEHOLD)),
                List.of());
    }

    /** Dropped as files. */
    private void startSocialSecurity(Path root, TrialDirectory directory) throws Exception {
        Path dropped = directory.dropFolders();
        openToAll(dropped);
        startAdapter(
                root,
                Department.SOCIAL_SECURITY,
                """
                  social-security.directory: /srv/dropped/%s
                  social-security.archive: /var/lib/huzheng/archive
                """.formatted(dropped.relativize(new DropFolders(dropped).of(Department.SOCIAL_SECURITY))),
                Map.of(),
                List.of(new Bind(dropped.toString(), new Volume("/srv/dropped"), AccessMode.rw)));
    }

    /** Posted by hospitals, which know one address whatever port the container gets. */
    private void startMedical(Path root, TrialDirectory directory, String secret) throws Exception {
        keep(FrontDoor.open(
                loopback(directory.pushAddress().getPort()),
                () -> containers.published("adapter-" + Department.MEDICAL.code(), PUSH_PORT)));
        startAdapter(
                root,
                Department.MEDICAL,
                """
                  medical.host: 0.0.0.0
                  medical.port: "%d"
                  medical.secret: ${env:PUSH_SECRET}
                  medical.samples: /var/lib/huzheng/samples
                """.formatted(PUSH_PORT),
                Map.of("PUSH_SECRET", secret),
                List.of(),
                PUSH_PORT);
    }

    /** The adapter takes files away, under a user this machine does not know. */
    private static void openToAll(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private void startAdapter(
            Path root,
            Department department,
            String settings,
            Map<String, String> environment,
            List<Bind> further,
            Integer... ports)
            throws Exception {
        Path folder = Files.createDirectories(root.resolve("adapter-" + department.code()));
        String login = containers.exchangeTool(BROKERS, "exchange", "login", department.code());
        Files.writeString(folder.resolve("adapter.yaml"), login + """
                mapping: mapping.yaml
                state: /var/lib/huzheng/state
                monitoring:
                  port: 9464
                  tls:
                    certificate: /etc/huzheng/tls/adapter-%1$s/certificate.pem
                    key: /etc/huzheng/tls/adapter-%1$s/key.pem
                settings:
                """.formatted(department.code()) + settings);
        try (InputStream mapping = Objects.requireNonNull(
                ContainersIT.class.getResourceAsStream("/departments/" + department.code() + ".yaml"))) {
            Files.copy(mapping, folder.resolve("mapping.yaml"));
        }
        openToAll(folder);
        containers.startAdapter(department.code(), folder, environment, further, ports);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.add(part);
        return part;
    }

    @AfterAll
    void stop() throws Exception {
        Collections.reverse(started);
        Closing.all(started);
    }

    @Test
    @Order(1)
    void shouldIssueACertificateThroughContainers() throws Exception {
        // When
        String credential = certificate();

        // Then
        assertThat(offices.isValid(credential)).isTrue();
    }

    /** A certificate of what was paid, once the feeds have come so far. */
    private String certificate() {
        YearMonth last = YearMonth.from(Population.TODAY).minusMonths(1);
        Map<String, Object> request =
                Requests.payment(population.cast().payer().number(), last.minusMonths(Population.MONTHS - 1L), last);
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> offices.certificate(request), Reply::isCertificate)
                .credential();
    }

    @Test
    @Order(2)
    void shouldBeHealthyInEachContainer() {
        for (String name : List.of(
                "broker-1",
                "registry",
                "service-1",
                "service-2",
                "adapter-household",
                "adapter-social-security",
                "adapter-medical")) {
            await(name).atMost(PATIENCE).until(() -> containers.health(name), "healthy"::equals);
        }
    }

    @Test
    @Order(3)
    void shouldIssueACertificateWithANodeLost() throws Exception {
        // Given
        containers.kill("broker-3");

        // When
        String credential = certificate();

        // Then
        assertThat(offices.isValid(credential)).isTrue();
    }

    @Test
    @Order(4)
    void shouldAnswerOnWhileTheInstancesAreReplacedOneAfterTheOther() throws Exception {
        // Given
        List<String> before = List.of(containers.id("service-1"), containers.id("service-2"));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<List<Boolean>> asked = CompletableFuture.supplyAsync(() -> askUntil(enough));

        // When
        try {
            for (int number = 1; number <= INSTANCES; number++) {
                String name = ClusterDirectory.instance(number);
                containers.remove(name);
                containers.startInstance(number);
                await(name).atMost(PATIENCE).until(() -> containers.health(name), "healthy"::equals);
            }
        } finally {
            enough.set(true);
        }
        List<Boolean> answers = asked.get(1, TimeUnit.MINUTES);

        // Then
        assertThat(answers).hasSizeGreaterThan(10).doesNotContain(false);
        assertThat(List.of(containers.id("service-1"), containers.id("service-2")))
                .doesNotContainAnyElementsOf(before);
    }

    /** Asks one question after the other; whether each was answered as it should. */
    private List<Boolean> askUntil(AtomicBoolean enough) {
        YearMonth last = YearMonth.from(Population.TODAY).minusMonths(1);
        Map<String, Object> request = Requests.payment(population.cast().payer().number(), last, last);
        List<Boolean> answers = new ArrayList<>();
        try {
            while (!enough.get()) {
                answers.add(offices.certificate(request).isCertificate());
            }
            return answers;
        } catch (TrialException e) {
            throw new IllegalStateException("answer " + answers.size() + ": expected it, found none", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answers;
        }
    }

    @Test
    @Order(5)
    void shouldReplayEqualFromAContainer() throws IOException {
        // When
        String report = containers.exchangeTool(BROKERS - 1, "audit", "replay", "--json");

        // Then
        JsonNode told = new ObjectMapper().readTree(report);
        assertThat(told.path("decisions").asInt()).as(report).isPositive();
        assertThat(told.path("equal").asInt()).isEqualTo(told.path("decisions").asInt());
        assertThat(told.path("different").asInt(-1)).isZero();
    }
}

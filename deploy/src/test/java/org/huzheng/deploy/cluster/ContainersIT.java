package org.huzheng.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.huzheng.deploy.demo.Offices;
import org.huzheng.deploy.demo.Offices.Reply;
import org.huzheng.deploy.population.Population;
import org.huzheng.deploy.trial.Requests;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

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
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final Reporting REPORTING = new Reporting();

    private final Started started = new Started();
    private Population population;
    private Containers containers;
    private Offices offices;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        Images.build();
        containers = started.keep(new Containers());
        FrontDoor front = started.keep(
                FrontDoor.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), containers::instances));
        URI service = URI.create("https://127.0.0.1:" + front.port());
        Path copies = root.resolve("cluster");
        containers.layOut(BROKERS, INSTANCES, service.toString(), copies);
        containers.startBrokers(BROKERS);
        containers.exchangeTool(BROKERS, "exchange", "prepare");
        containers.startRegistry();
        containers.exchangeTool(BROKERS, "exchange", "apply", "--partitions", "3");
        containers.startInstances(INSTANCES);
        population = started.keep(new ContainedAdapters(containers, BROKERS, root))
                .start(SEED, PEOPLE)
                .population();
        ClusterDirectory cluster = ClusterDirectory.of(copies);
        offices = new Offices(service, cluster.tokens(), Optional.of(cluster.trust()));
    }

    @AfterAll
    void stop() throws Exception {
        started.close();
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

    /** Containers are gone once this ends: a failure says how they fared. */
    static final class Reporting implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            throw reported(context, failure);
        }

        @Override
        public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
                throws Throwable {
            throw reported(context, failure);
        }

        private static Throwable reported(ExtensionContext context, Throwable failure) {
            Containers containers = ((ContainersIT) context.getRequiredTestInstance()).containers;
            if (containers == null || failure instanceof TestAbortedException) {
                return failure;
            }
            try {
                return new AssertionError(failure.getMessage() + "\n" + containers.report(), failure);
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
                return failure;
            }
        }
    }
}

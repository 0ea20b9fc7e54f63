package org.huzheng.deploy.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.huzheng.adapter.department.DepartmentReader;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.broker.exchange.ExchangeOperations;
import org.huzheng.deploy.trial.Narrator;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.settings.SettingsException;
import org.huzheng.tls.Trust;

/** A cluster that runs: brokers that keep each record three times, a registry, instances of the service, and the front door to them; TLS everywhere. */
final class Cluster implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    private static final int OK = 200;

    private final ClusterDirectory directory;
    private final Deque<ClusterProcess> running = new ArrayDeque<>();
    private final HttpClient http;
    private final FrontDoor front;

    private Cluster(ClusterDirectory directory, FrontDoor front) {
        this.directory = directory;
        this.front = front;
        this.http = HttpClient.newBuilder()
                .sslContext(Trust.contextOf(directory.trust()))
                .connectTimeout(Duration.ofSeconds(1))
                .build();
    }

    /** Starts every process in order, each kind once the one before it serves, and returns when the service answers. */
    static Cluster start(Path root, int brokers, int instances, int partitions, Narrator narrator)
            throws TrialException, IOException, InterruptedException {
        ClusterDirectory directory = ClusterDirectory.layOut(root, brokers, instances);
        directory.requireNothingRuns();
        new ClusterSettings(directory).write();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int number = 1; number <= instances; number++) {
            addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), directory.instancePort(number)));
        }
        Cluster cluster = new Cluster(directory, FrontDoor.open(directory.frontPort(), addresses));
        boolean complete = false;
        try {
            cluster.startAll(partitions, narrator);
            complete = true;
            return cluster;
        } finally {
            if (!complete) {
                cluster.close();
            }
        }
    }

    private void startAll(int partitions, Narrator narrator) throws TrialException, IOException, InterruptedException {
        List<ClusterProcess> all = directory.processes();
        ExchangeAddress exchange = directory.exchange();
        for (ClusterProcess process : all) {
            if (process.isBroker()) {
                start(process);
            }
        }
        await("brokers", () -> nodes(exchange) == directory.brokers());
        narrator.say(
                directory.brokers() + " 个 Kafka 节点已启动:" + exchange.bootstrap(),
                directory.brokers() + " Kafka nodes are up, SASL and TLS on every listener");
        ExchangeOperations.prepareRegistry(exchange.access());
        for (ClusterProcess process : all) {
            if (!process.isBroker() && !process.isInstance()) {
                start(process);
            }
        }
        await("registry", () -> answers(URI.create(exchange.registryUrl() + "/subjects")));
        int changes = applied(exchange, partitions);
        narrator.say(
                "模式注册中心已启动,应用声明 " + changes + " 项",
                "The schema registry is up, " + changes + " declared changes applied");
        for (ClusterProcess process : all) {
            if (process.isInstance()) {
                start(process);
            }
        }
        for (int number = 1; number <= directory.instances(); number++) {
            URI health = URI.create("https://127.0.0.1:" + directory.instancePort(number) + "/health");
            await(ClusterDirectory.instance(number), () -> answers(health));
        }
        narrator.say(
                directory.instances() + " 个核验服务实例已启动,同一地址 " + directory.service(),
                directory.instances() + " instances of the verification service are up behind one address");
    }

    private int applied(ExchangeAddress exchange, int partitions) throws TrialException {
        try {
            return ExchangeOperations.ofCatalogue(
                            exchange, DepartmentReader.catalogueIn(directory.departments()), partitions)
                    .apply()
                    .changes()
                    .size();
        } catch (SettingsException e) {
            throw new TrialException(
                    "另行描述的部门有误。", "A described department is not as it should be: " + e.getMessage(), e);
        }
    }

    private void start(ClusterProcess process) throws IOException {
        // First, so that it is ended whatever becomes of its start.
        running.push(process);
        process.start();
    }

    /** Whether something has come about; what keeps it from being known yet is no failure. */
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Condition condition) throws TrialException, IOException, InterruptedException {
        long until = System.nanoTime() + START_PATIENCE.toNanos();
        while (!condition.holds()) {
            requireAllAlive();
            if (System.nanoTime() > until) {
                throw new TrialException(
                        what + " 未能及时启动。",
                        "Expected " + what + " to serve within " + START_PATIENCE.toSeconds()
                                + " s, found it does not");
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
        }
        requireAllAlive();
    }

    private void requireAllAlive() throws TrialException {
        for (ClusterProcess process : running) {
            process.requireAlive();
        }
    }

    private static int nodes(ExchangeAddress exchange) throws InterruptedException {
        try (Admin admin = Admin.create(exchange.adminConfig())) {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            // Not yet: none of them answers.
            return 0;
        }
    }

    private boolean answers(URI address) throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(address)
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    /** Every process that was started. */
    List<ClusterProcess> processes() {
        return List.copyOf(running);
    }

    ClusterDirectory directory() {
        return directory;
    }

    /** Stops what was started last first, so that nothing waits for what is gone; every one, also when another could not be stopped. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        boolean interrupted = false;
        try {
            front.close();
        } catch (IOException e) {
            failure = e;
        }
        while (!running.isEmpty()) {
            ClusterProcess next = running.pop();
            if (next.isBroker()) {
                // All at once: a node that stops asks the others' controllers to let it go, and most of them must be
                // there.
                running.forEach(ClusterProcess::askToStop);
            }
            try {
                next.stop();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (IOException e) {
                failure = e;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}

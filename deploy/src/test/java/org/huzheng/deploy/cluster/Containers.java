package org.huzheng.deploy.cluster;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Volume;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.lifecycle.Startables;

/** The processes of a cluster, each in a container of its own. They read their settings from a volume that the first container fills. */
final class Containers implements AutoCloseable {
    private static final String EXCHANGE = Images.name("exchange");

    private final ContainerEngine engine = new ContainerEngine();
    private final Map<String, GenericContainer<?>> running = new ConcurrentHashMap<>();

    /** Writes the files of a cluster into the volume, and copies those a client needs to a directory of this machine. */
    void layOut(int brokers, int instances, String service, Path copies) throws Exception {
        try (GenericContainer<?> files = engine.container(
                EXCHANGE,
                "files",
                AccessMode.rw,
                "cluster",
                "files",
                "--brokers",
                String.valueOf(brokers),
                "--instances",
                String.valueOf(instances),
                "--service",
                service,
                "--dir",
                ContainerEngine.SETTINGS)) {
            files.withStartupCheckStrategy(
                    new OneShotStartupCheckStrategy().withTimeout(ContainerEngine.START_PATIENCE));
            files.start();
            for (String file : List.of(
                    "cluster.properties",
                    "tls/ca.pem",
                    "tokens/tokens.p12",
                    "secrets/token-keystore.password",
                    "secrets/person-key.password")) {
                Files.createDirectories(copies.resolve(file).getParent());
                files.copyFileFromContainer(
                        ContainerEngine.SETTINGS + "/" + file,
                        copies.resolve(file).toString());
            }
        }
    }

    /** Runs a command of the exchange's tools to its end; returns what it wrote. */
    String tool(String... command) {
        try (GenericContainer<?> tool = engine.container(EXCHANGE, "tool", AccessMode.ro, command)) {
            tool.withStartupCheckStrategy(
                    new OneShotStartupCheckStrategy().withTimeout(ContainerEngine.START_PATIENCE));
            tool.start();
            return tool.getLogs(OutputType.STDOUT);
        }
    }

    /** The options by which a tool finds the exchange. */
    static List<String> exchange(int brokers) {
        List<String> addresses = new ArrayList<>();
        for (int node = 1; node <= brokers; node++) {
            addresses.add(ClusterDirectory.broker(node) + ":" + Placement.OwnHosts.BROKER_PORT);
        }
        return List.of(
                "--bootstrap",
                String.join(",", addresses),
                "--registry",
                "https://registry:" + Placement.OwnHosts.REGISTRY_PORT,
                "--secrets",
                ContainerEngine.SETTINGS + "/secrets",
                "--trust",
                ContainerEngine.SETTINGS + "/tls/ca.pem");
    }

    /** A tool of the exchange, with the options by which it finds it. */
    String exchangeTool(int brokers, String... command) {
        return tool(
                Stream.concat(Stream.of(command), exchange(brokers).stream()).toArray(String[]::new));
    }

    /** Starts all nodes at once: a quorum is no quorum before most are there. */
    void startBrokers(int brokers) {
        List<GenericContainer<?>> all = new ArrayList<>();
        for (int node = 1; node <= brokers; node++) {
            GenericContainer<?> broker = process(EXCHANGE, ClusterDirectory.broker(node), 1280, "exchange", "node")
                    .withEnv("HUZHENG_HEALTH", "tls://localhost:" + Placement.OwnHosts.BROKER_PORT)
                    .waitingFor(said("The node is running"));
            all.add(broker);
        }
        Startables.deepStart(all).join();
    }

    void startRegistry() {
        process(EXCHANGE, ClusterDirectory.REGISTRY, 512, "exchange", "registry")
                .waitingFor(said("The schema registry is running"))
                .start();
    }

    void startInstance(int number) {
        instance(number).start();
    }

    /** Starts all instances at once. */
    void startInstances(int instances) {
        Startables.deepStart(IntStream.rangeClosed(1, instances).mapToObj(this::instance))
                .join();
    }

    private GenericContainer<?> instance(int number) {
        return process(Images.name("service"), ClusterDirectory.instance(number), 1024, "service", "run")
                .withExposedPorts(Placement.OwnHosts.SERVICE_PORT)
                .waitingFor(said("The verification service is running"));
    }

    /**
     * Starts an adapter.
     *
     * @param folder holds {@code adapter.yaml} and its mapping
     * @param ports those of the container that this machine reaches
     */
    void startAdapter(
            String department, Path folder, Map<String, String> environment, List<Bind> further, Integer... ports) {
        String name = "adapter-" + department;
        GenericContainer<?> adapter = engine.container(
                Images.name("adapter"), name, AccessMode.ro, "adapter", "run", "-c", "/etc/adapter/adapter.yaml");
        adapter.withEnv(environment)
                .withExposedPorts(ports)
                .withCreateContainerCmdModifier(command -> {
                    ContainerEngine.limit(command, 768);
                    ContainerEngine.bind(
                            command, new Bind(folder.toString(), new Volume("/etc/adapter"), AccessMode.ro));
                    further.forEach(mount -> ContainerEngine.bind(command, mount));
                })
                .waitingFor(said("The adapter is running"));
        running.put(name, adapter);
        adapter.start();
    }

    private GenericContainer<?> process(String image, String name, int megabytes, String... command) {
        String[] words = Stream.concat(
                        Stream.of(command), Stream.of("-c", ContainerEngine.SETTINGS + "/" + name + ".yaml"))
                .toArray(String[]::new);
        GenericContainer<?> process = engine.container(image, name, AccessMode.ro, words)
                .withCreateContainerCmdModifier(create -> ContainerEngine.limit(create, megabytes));
        running.put(name, process);
        return process;
    }

    private static WaitStrategy said(String text) {
        return Wait.forLogMessage(".*" + text + ".*\\n", 1).withStartupTimeout(ContainerEngine.START_PATIENCE);
    }

    /** Where the instances that run answer on this machine. */
    List<InetSocketAddress> instances() {
        return running.keySet().stream()
                .filter(name -> name.startsWith("service-"))
                .flatMap(name -> published(name, Placement.OwnHosts.SERVICE_PORT).stream())
                .toList();
    }

    /** Where a port of a container is reached on this machine; nowhere unless it runs. */
    List<InetSocketAddress> published(String name, int port) {
        return Stream.ofNullable(running.get(name))
                .filter(GenericContainer::isRunning)
                .map(container -> new InetSocketAddress(container.getHost(), container.getMappedPort(port)))
                .toList();
    }

    /** What the engine thinks of a container's health: {@code starting}, {@code healthy}, {@code unhealthy}. */
    String health(String name) {
        return engine.health(container(name));
    }

    /** How each container fares, and the end of its log: what whoever reads of a failure cannot ask any more. */
    String report() {
        return running.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ": " + engine.report(entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Id of the container of a process. */
    String id(String name) {
        return container(name).getContainerId();
    }

    /**
     * Ends a container at once, as a power cut would. Its name goes on to be known, by an address where whoever calls is refused: the engine would forget it and
     * ask this machine's name servers, and one that is silent keeps whoever looks the name up for 20 seconds, each time.
     */
    void kill(String name) {
        engine.kill(container(name));
        GenericContainer<?> nobody = engine.container(EXCHANGE, name, AccessMode.ro)
                .withCreateContainerCmdModifier(create -> create.withEntrypoint("sleep", "infinity")
                        .withHealthcheck(new HealthCheck().withTest(List.of("NONE"))));
        running.put("nobody-as-" + name, nobody);
        nobody.start();
    }

    /** Asks a container to end, waits for it and removes it. */
    void remove(String name) {
        GenericContainer<?> ended = container(name);
        engine.end(ended);
        running.remove(name);
        ended.stop();
    }

    private GenericContainer<?> container(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }

    /** An address of this machine that containers reach. */
    String gateway() {
        return engine.gateway();
    }

    /** Removes every container, and what they shared. */
    @Override
    public void close() throws TrialException {
        Started all = new Started();
        all.keep(engine);
        running.values().forEach(container -> all.keep(container::stop));
        all.close();
    }
}

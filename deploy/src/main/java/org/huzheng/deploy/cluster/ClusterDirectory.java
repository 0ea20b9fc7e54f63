package org.huzheng.deploy.cluster;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.huzheng.broker.embedded.Secrets;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.deploy.trial.TrialTokens;

/**
 * The directory of a cluster: settings files of every process, their secrets, certificates, logs and data. It remembers how many there are, and their
 * ports, so that a second start resumes.
 */
public final class ClusterDirectory {
    private static final String BROKERS = "brokers";
    private static final String INSTANCES = "instances";
    private static final String CLUSTER = "cluster";
    private static final String QUORUM = "quorum";
    private static final String PLACEMENT = "placement";
    private static final String SERVICE = "service";
    /** How the names of nodes begin, and the name of the registry. */
    static final String BROKER = "broker-";

    static final String REGISTRY = "registry";
    /** A laptop holds three nodes and two instances: what each may take of its memory, in Java's words. */
    private static final String BROKER_HEAP = "512m";

    private static final String REGISTRY_HEAP = "128m";
    private static final String INSTANCE_HEAP = "1g";

    private final Path root;
    private final Properties memory;
    private final Placement placement;

    private ClusterDirectory(Path root, Properties memory) {
        this.root = root;
        this.memory = memory;
        this.placement = Placement.of(memory.getProperty(PLACEMENT, Placement.ONE_MACHINE), root);
    }

    /**
     * The directory of a cluster on this machine, laid out on first use.
     *
     * @throws TrialException if it was laid out for other numbers
     */
    static ClusterDirectory layOut(Path root, int brokers, int instances) throws TrialException, IOException {
        return layOut(root, brokers, instances, Placement.ONE_MACHINE, Optional.empty());
    }

    /**
     * The directory of a cluster whose processes have hosts of their own, each named as the process is; laid out on first use.
     *
     * @param service the one address of the service, whichever instance answers
     * @throws TrialException if it was laid out for others
     */
    static ClusterDirectory layOutForHosts(Path root, int brokers, int instances, URI service)
            throws TrialException, IOException {
        return layOut(root, brokers, instances, Placement.OWN_HOSTS, Optional.of(service));
    }

    private static ClusterDirectory layOut(
            Path root, int brokers, int instances, String placement, Optional<URI> service)
            throws TrialException, IOException {
        Files.createDirectories(root);
        Properties memory = recall(root);
        boolean isNew = !memory.containsKey(CLUSTER);
        if (isNew) {
            memory.setProperty(PLACEMENT, placement);
            service.ifPresent(address -> memory.setProperty(SERVICE, address.toString()));
        }
        ClusterDirectory directory = new ClusterDirectory(root.toAbsolutePath(), memory);
        directory.requireSame(BROKERS, String.valueOf(brokers));
        directory.requireSame(INSTANCES, String.valueOf(instances));
        directory.requireSame(PLACEMENT, placement);
        if (service.isPresent()) {
            directory.requireSame(SERVICE, service.get().toString());
        }
        if (isNew) {
            directory.memory.setProperty(BROKERS, String.valueOf(brokers));
            directory.memory.setProperty(INSTANCES, String.valueOf(instances));
            directory.memory.setProperty(CLUSTER, Uuid.randomUuid().toString());
            directory.memory.setProperty(QUORUM, directory.newQuorum(brokers));
            try (Writer out = Files.newBufferedWriter(root.resolve("cluster.properties"))) {
                directory.memory.store(out, "What this cluster is made of");
            }
        }
        return directory;
    }

    /**
     * The directory of a cluster that was started there before.
     *
     * @throws TrialException if none was
     */
    public static ClusterDirectory of(Path root) throws TrialException, IOException {
        Properties memory = recall(root);
        if (!memory.containsKey(CLUSTER)) {
            throw new TrialException(
                    "目录 " + root + " 中没有集群。", "Expected the directory of a cluster, found none: " + root);
        }
        return new ClusterDirectory(root.toAbsolutePath(), memory);
    }

    private static Properties recall(Path root) throws IOException {
        Properties memory = new Properties();
        Path file = root.resolve("cluster.properties");
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                memory.load(in);
            }
        }
        return memory;
    }

    private void requireSame(String name, String asked) throws TrialException {
        String known = memory.getProperty(name, asked);
        if (!known.equals(asked)) {
            throw new TrialException(
                    "目录 " + root + " 是按 " + name + "=" + known + " 建立的,现要求 " + asked + ":请换一个目录。",
                    "This directory was laid out for " + name + "=" + known + ", now " + asked
                            + " is asked for: take another one (--dir).");
        }
    }

    private String newQuorum(int brokers) {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(node -> node + "@" + placement.hostOf(broker(node)) + ":"
                        + placement.controllerPortOf(broker(node)) + ":" + Uuid.randomUuid())
                .collect(Collectors.joining(","));
    }

    static String broker(int node) {
        return BROKER + node;
    }

    static String instance(int number) {
        return "service-" + number;
    }

    int brokers() {
        return Integer.parseInt(memory.getProperty(BROKERS));
    }

    int instances() {
        return Integer.parseInt(memory.getProperty(INSTANCES));
    }

    /** Where the exchange is and how one logs in. */
    public ExchangeAddress exchange() {
        String bootstrap = IntStream.rangeClosed(1, brokers())
                .mapToObj(node -> placement.hostOf(broker(node)) + ":" + placement.portOf(broker(node)))
                .collect(Collectors.joining(","));
        return ExchangeAddress.of(
                bootstrap,
                "https://" + placement.hostOf(REGISTRY) + ":" + placement.portOf(REGISTRY),
                Secrets.in(secretsDirectory()),
                Optional.of(trust()));
    }

    /** Secrets of the exchange and of whoever asks it. */
    public TrialSecrets secrets() {
        return TrialSecrets.in(secretsDirectory());
    }

    private Path secretsDirectory() {
        return root.resolve("secrets");
    }

    /** PEM file of the authority every listener's certificate is trusted by. */
    public Path trust() {
        return tls().resolve(LocalAuthority.CERTIFICATE);
    }

    /** The one address of the service, whichever instance answers. */
    public URI service() {
        String front = "https://" + placement.hostOf(Placement.FRONT) + ":" + placement.portOf(Placement.FRONT);
        return URI.create(memory.getProperty(SERVICE, front));
    }

    int frontPort() {
        return service().getPort();
    }

    int instancePort(int number) {
        return placement.portOf(instance(number));
    }

    /** Tokens the service accepts. */
    public TrialTokens tokens() throws IOException {
        return TrialTokens.open(root.resolve("tokens"), secrets(), service().toString());
    }

    /** Where departments beside the judged ones are described. */
    Path departments() {
        return root.resolve("departments");
    }

    /** What a process wrote to its console. */
    Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }

    Path pid(String process) {
        return root.resolve("run").resolve(process + ".pid");
    }

    /** Settings file of a process. */
    Path settings(String process) {
        return root.resolve(process + ".yaml");
    }

    /**
     * Makes sure that nothing runs on the directory.
     *
     * @throws TrialException naming what does
     */
    void requireNothingRuns() throws TrialException, IOException {
        for (ClusterProcess process : processes()) {
            Optional<ProcessHandle> found = ClusterProcess.running(this, process.name());
            if (found.isPresent()) {
                throw new TrialException(
                        process.name() + " 仍在运行(进程 " + found.get().pid() + ")。",
                        "Expected nothing to run on " + root + ", found " + process.name() + " as process "
                                + found.get().pid() + ": end it, or the huzheng cluster it belongs to, first");
            }
        }
    }

    String clusterId() {
        return memory.getProperty(CLUSTER);
    }

    String quorum() {
        return memory.getProperty(QUORUM);
    }

    Placement placement() {
        return placement;
    }

    /** Directory of the authority that certifies the listeners. */
    Path tls() {
        return root.resolve("tls");
    }

    Path issuerKeystore() {
        return root.resolve("issuer.p12");
    }

    /**
     * Ends one node and one instance by force, those started last.
     *
     * @throws TrialException if they do not run
     */
    public List<String> lose() throws TrialException, IOException {
        if (brokers() < 3 || instances() < 2) {
            throw new TrialException(
                    "节点不足三个或实例不足两个,损失一个即告中断。",
                    "Expected at least 3 brokers and 2 instances to lose one of each, found " + brokers() + " and "
                            + instances());
        }
        List<String> lost = List.of(broker(brokers()), instance(instances()));
        List<ProcessHandle> handles = new ArrayList<>();
        for (String process : lost) {
            handles.add(ClusterProcess.running(this, process)
                    .orElseThrow(() -> new TrialException(
                            process + " 未在运行。", "Expected " + process + " to run, found it does not.")));
        }
        handles.forEach(ProcessHandle::destroyForcibly);
        return lost;
    }

    /** Every process in the order they start. */
    List<ClusterProcess> processes() {
        List<ClusterProcess> processes = new ArrayList<>();
        for (int node = 1; node <= brokers(); node++) {
            processes.add(new ClusterProcess(this, broker(node), BROKER_HEAP, List.of("exchange", "node")));
        }
        processes.add(new ClusterProcess(this, REGISTRY, REGISTRY_HEAP, List.of("exchange", "registry")));
        for (int number = 1; number <= instances(); number++) {
            processes.add(new ClusterProcess(this, instance(number), INSTANCE_HEAP, List.of("service", "run")));
        }
        return processes;
    }
}

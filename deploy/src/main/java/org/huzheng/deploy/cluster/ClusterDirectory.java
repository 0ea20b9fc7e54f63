package org.huzheng.deploy.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.broker.embedded.EmbeddedBroker;
import org.huzheng.broker.embedded.Secrets;
import org.huzheng.broker.exchange.ExchangeAddress;
import org.huzheng.broker.grants.ExchangeGrants;
import org.huzheng.broker.registry.EmbeddedRegistry;
import org.huzheng.deploy.tls.LocalAuthority;
import org.huzheng.deploy.trial.Authority;
import org.huzheng.deploy.trial.ExchangeLogin;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;
import org.huzheng.deploy.trial.TrialTokens;
import org.huzheng.tls.ServerTls;

/**
 * The directory of a cluster: settings files of every process, their secrets, certificates, logs and data. It remembers how many there are, and their
 * ports, so that a second start resumes.
 */
public final class ClusterDirectory {
    private static final String HOST = "127.0.0.1";
    private static final List<String> HOSTS = List.of(HOST, "localhost");
    private static final String BROKERS = "brokers";
    private static final String INSTANCES = "instances";
    private static final String CLUSTER = "cluster";
    private static final String QUORUM = "quorum";
    private static final String FRONT = "front";
    private static final String REGISTRY = "registry";
    /**
     * Each commit is a transaction whose end is written to every partition it touched, three times: at the interval that suits a single node, three nodes on
     * a laptop do little else.
     */
    private static final String COMMIT_INTERVAL = "PT0.1S";

    /** A laptop holds three nodes and two instances: what each may take of its memory, in Java's words. */
    private static final String BROKER_HEAP = "512m";

    private static final String REGISTRY_HEAP = "128m";
    private static final String INSTANCE_HEAP = "1g";

    private final Path root;
    private final Properties memory;
    private final AddressBook addresses;

    private ClusterDirectory(Path root, Properties memory) {
        this.root = root;
        this.memory = memory;
        this.addresses = AddressBook.in(root);
    }

    /**
     * The directory of a cluster, laid out on first use.
     *
     * @throws TrialException if it was laid out for other numbers
     */
    static ClusterDirectory layOut(Path root, int brokers, int instances) throws TrialException, IOException {
        Files.createDirectories(root);
        ClusterDirectory directory = new ClusterDirectory(root.toAbsolutePath(), recall(root));
        directory.requireSame(BROKERS, brokers);
        directory.requireSame(INSTANCES, instances);
        if (!directory.memory.containsKey(CLUSTER)) {
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

    private void requireSame(String name, int asked) throws TrialException {
        String known = memory.getProperty(name, String.valueOf(asked));
        if (!known.equals(String.valueOf(asked))) {
            throw new TrialException(
                    "目录 " + root + " 是按 " + name + "=" + known + " 建立的,现要求 " + asked + ":请换一个目录。",
                    "This directory was laid out for " + name + "=" + known + ", now " + asked
                            + " is asked for: take another one (--dir).");
        }
    }

    private String newQuorum(int brokers) {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(node -> node + "@" + HOST + ":" + addresses.portOf(broker(node) + ".controller", 0) + ":"
                        + Uuid.randomUuid())
                .collect(Collectors.joining(","));
    }

    static String broker(int node) {
        return "broker-" + node;
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
                .mapToObj(node -> HOST + ":" + addresses.portOf(broker(node), 0))
                .collect(Collectors.joining(","));
        return ExchangeAddress.of(
                bootstrap,
                "https://" + HOST + ":" + addresses.portOf(REGISTRY, 0),
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
        return root.resolve("tls").resolve(LocalAuthority.CERTIFICATE);
    }

    /** The one address of the service, whichever instance answers. */
    public URI service() {
        return URI.create("https://" + HOST + ":" + frontPort());
    }

    int frontPort() {
        return addresses.portOf(FRONT, 0);
    }

    int instancePort(int number) {
        return addresses.portOf(instance(number), 0);
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

    /** Holds the number of a process while it runs. */
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

    /** Writes certificates and the settings file of every process anew. */
    void writeSettings() throws IOException {
        LocalAuthority authority = LocalAuthority.openOrCreate(root.resolve("tls"), Instant.now());
        for (int node = 1; node <= brokers(); node++) {
            writeNode(node, authority.issue(broker(node), HOSTS, Instant.now()));
        }
        writeRegistry(authority.issue(REGISTRY, HOSTS, Instant.now()));
        for (int number = 1; number <= instances(); number++) {
            writeInstance(number, authority.issue(instance(number), HOSTS, Instant.now()));
        }
    }

    private void writeNode(int node, ServerTls tls) throws IOException {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("node", node)
                .put("cluster", memory.getProperty(CLUSTER))
                .put("quorum", memory.getProperty(QUORUM));
        settings.put("directory", broker(node)).put("secrets", "secrets");
        settings.put("port", addresses.portOf(broker(node), 0));
        putTls(settings, tls).put("trust", trust().toString());
        write(broker(node), settings);
    }

    private void writeRegistry(ServerTls tls) throws IOException {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.set("kafka", ExchangeLogin.kafka(exchange(), EmbeddedRegistry.PRINCIPAL));
        settings.put("port", addresses.portOf(REGISTRY, 0));
        settings.putObject("writers")
                .put(EmbeddedBroker.ADMIN, ExchangeLogin.password(exchange(), EmbeddedBroker.ADMIN));
        putTls(settings, tls);
        write(REGISTRY, settings);
    }

    private void writeInstance(int number, ServerTls tls) throws IOException {
        TrialSecrets secrets = secrets();
        ObjectNode settings = ExchangeLogin.of(exchange(), ExchangeGrants.VERIFICATION);
        settings.putObject("judging")
                .put("state", instance(number))
                .put("instance", instance(number))
                .put("commitInterval", COMMIT_INTERVAL);
        settings.putObject("issuing")
                .put("url", service().toString())
                .put("authority", Authority.NAME)
                .put("creditCode", Authority.CREDIT_CODE.value())
                .put("keystore", "issuer.p12")
                .put("keystorePassword", secrets.file("issuer-keystore").toString())
                .put("saltSecret", secrets.file("salt").toString());
        settings.put("personKeySecret", secrets.personKeySecret().toString());
        settings.putObject("tokens").put("keys", tokens().publicKeys().toString());
        ObjectNode http = settings.putObject("http").put("port", instancePort(number));
        putTls(http, tls);
        write(instance(number), settings);
    }

    private static ObjectNode putTls(ObjectNode settings, ServerTls tls) {
        return settings.putObject("tls")
                .put("certificate", tls.certificate().toString())
                .put("key", tls.key().toString());
    }

    private void write(String process, ObjectNode settings) throws IOException {
        new YAMLMapper().writeValue(settings(process).toFile(), settings);
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

package org.huzheng.deploy.cluster;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.huzheng.catalogue.Department;
import org.huzheng.deploy.registers.DepartmentDatabase;
import org.huzheng.deploy.registers.DropFolders;
import org.huzheng.deploy.trial.Departments;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialDirectory;
import org.huzheng.deploy.trial.TrialException;
import org.huzheng.deploy.trial.TrialSecrets;

/** The departments' own systems, outside containers as they are, and the adapter of each in one: of a captured database, of dropped files, and of posted rows. */
final class ContainedAdapters implements AutoCloseable {
    private static final int PUSH_PORT = 8444;

    private final Containers containers;
    private final int brokers;
    private final Path root;
    private final Started started = new Started();

    /** @param root keeps what the systems hold and how the adapters are set */
    ContainedAdapters(Containers containers, int brokers, Path root) {
        this.containers = containers;
        this.brokers = brokers;
        this.root = root;
    }

    /** Starts systems and adapters; hospitals begin to post. */
    Departments start(long seed, int people) throws Exception {
        TrialSecrets secrets = TrialSecrets.in(root.resolve("secrets"));
        TrialDirectory directory = started.keep(TrialDirectory.open(root.resolve("departments"), seed, people));
        Departments departments = started.keep(Departments.open(directory, secrets, seed, people));
        startHousehold(departments.database());
        startSocialSecurity(directory);
        startMedical(directory, secrets.of(TrialSecrets.PUSH));
        started.keep(departments.startPosting(secrets));
        return departments;
    }

    /** Captured from the log of a database. */
    private void startHousehold(DepartmentDatabase database) throws Exception {
        // The server answers its own machine alone: containers come in by a door on their network.
        FrontDoor door = started.keep(FrontDoor.open(
                new InetSocketAddress(InetAddress.getByName(containers.gateway()), 0),
                () -> List.of(loopback(database.port()))));
        startAdapter(
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
    private void startSocialSecurity(TrialDirectory directory) throws Exception {
        Path dropped = directory.dropFolders();
        openToAll(dropped);
        startAdapter(
                Department.SOCIAL_SECURITY,
                """
                  social-security.directory: /srv/dropped/%s
                  social-security.archive: /var/lib/huzheng/archive
                """.formatted(dropped.relativize(new DropFolders(dropped).of(Department.SOCIAL_SECURITY))),
                Map.of(),
                List.of(new Bind(dropped.toString(), new Volume("/srv/dropped"), AccessMode.rw)));
    }

    /** Posted by hospitals, which know one address whatever port the container gets. */
    private void startMedical(TrialDirectory directory, String secret) throws Exception {
        started.keep(FrontDoor.open(
                loopback(directory.pushAddress().getPort()),
                () -> containers.published("adapter-" + Department.MEDICAL.code(), PUSH_PORT)));
        startAdapter(Department.MEDICAL, """
                  medical.host: 0.0.0.0
                  medical.port: "%d"
                  medical.secret: ${env:PUSH_SECRET}
                  medical.samples: /var/lib/huzheng/samples
                """.formatted(PUSH_PORT), Map.of("PUSH_SECRET", secret), List.of(), PUSH_PORT);
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
            Department department,
            String settings,
            Map<String, String> environment,
            List<Bind> further,
            Integer... ports)
            throws Exception {
        Path folder = Files.createDirectories(root.resolve("adapter-" + department.code()));
        String login = containers.exchangeTool(brokers, "exchange", "login", department.code());
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
                ContainedAdapters.class.getResourceAsStream("/departments/" + department.code() + ".yaml"))) {
            Files.copy(mapping, folder.resolve("mapping.yaml"));
        }
        openToAll(folder);
        containers.startAdapter(department.code(), folder, environment, further, ports);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws TrialException {
        started.close();
    }
}

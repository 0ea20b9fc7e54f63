package org.huzheng.deploy.cluster;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.huzheng.deploy.trial.Started;
import org.huzheng.deploy.trial.TrialException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * An engine, one network on it and one volume: makes containers there, each an unprivileged user's on a read-only root file system, and asks the engine how they
 * fare.
 */
final class ContainerEngine implements AutoCloseable {
    /** Where containers find what lies in the volume. */
    static final String SETTINGS = "/etc/huzheng";

    /** How long a container may take to start, or a command to end. */
    static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private static final int STOP_SECONDS = 30;
    private static final long MEGABYTE = 1024L * 1024;
    private static final int REPORTED_CHARACTERS = 1_500;

    private final DockerClient engine = DockerClientFactory.lazyClient();
    private final Network network = Network.newNetwork();
    private final String volume = "huzheng-it-" + UUID.randomUUID();

    /**
     * A container that is not started yet.
     *
     * @param name by which others on the network know it
     * @param settings whether it may write the volume
     */
    GenericContainer<?> container(String image, String name, AccessMode settings, String... command) {
        return new GenericContainer<>(image)
                .withImagePullPolicy(anything -> false)
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCommand(command)
                .withStartupTimeout(START_PATIENCE)
                .withCreateContainerCmdModifier(create -> {
                    create.withHostName(name);
                    hostConfig(create)
                            .withReadonlyRootfs(true)
                            .withCapDrop(Capability.ALL)
                            .withSecurityOpts(List.of("no-new-privileges:true"));
                    bind(create, new Bind(volume, new Volume(SETTINGS), settings));
                });
    }

    private static HostConfig hostConfig(CreateContainerCmd create) {
        return Objects.requireNonNull(create.getHostConfig(), "host config");
    }

    /** Limits the memory of a container. */
    static void limit(CreateContainerCmd create, int megabytes) {
        hostConfig(create).withMemory(megabytes * MEGABYTE);
    }

    /** Mounts something further into a container. */
    static void bind(CreateContainerCmd create, Bind mount) {
        HostConfig host = hostConfig(create);
        Bind[] known = host.getBinds() == null ? new Bind[0] : host.getBinds();
        host.withBinds(Stream.concat(Stream.of(known), Stream.of(mount)).toArray(Bind[]::new));
    }

    /** An address of this machine that containers reach. */
    String gateway() {
        return engine.inspectNetworkCmd()
                .withNetworkId(network.getId())
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getGateway();
    }

    private ContainerState state(GenericContainer<?> container) {
        return engine.inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    /** What the engine thinks of a container's health: {@code starting}, {@code healthy}, {@code unhealthy}. */
    String health(GenericContainer<?> container) {
        return state(container).getHealth().getStatus();
    }

    /** How a container fares, and the end of its log. */
    String report(GenericContainer<?> container) {
        if (container.getContainerId() == null) {
            return "not created";
        }
        try {
            ContainerState state = state(container);
            String log = container.getLogs();
            return state.getStatus() + ", exit code " + state.getExitCodeLong() + ", out of memory "
                    + state.getOOMKilled() + "\n" + log.substring(Math.max(0, log.length() - REPORTED_CHARACTERS));
        } catch (NotFoundException e) {
            return "removed";
        }
    }

    /** Ends a container at once. */
    void kill(GenericContainer<?> container) {
        engine.killContainerCmd(container.getContainerId()).exec();
    }

    /** Asks a container to end, and waits for it. */
    void end(GenericContainer<?> container) {
        engine.stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    private void removeVolume() {
        try {
            engine.removeVolumeCmd(volume).exec();
        } catch (NotFoundException e) {
            // Nothing was laid out.
            return;
        }
    }

    /** Removes the network and the volume; containers must be gone. */
    @Override
    public void close() throws TrialException {
        Started all = new Started();
        all.keep(this::removeVolume);
        all.keep(network);
        all.close();
    }
}

package org.huzheng.deploy.cluster;

import java.nio.file.Path;
import java.util.List;
import org.huzheng.broker.embedded.AddressBook;
import org.huzheng.catalogue.Catalogue;

/** Where the processes of a cluster listen, how they reach each other, and where each keeps its data. */
sealed interface Placement {
    /** All on this machine, each at ports of its own. */
    String ONE_MACHINE = "one-machine";
    /** Each on a host of its own that is named as the process is: a container, for example. */
    String OWN_HOSTS = "own-hosts";
    /** What stands in front of the instances. */
    String FRONT = "front";

    /** The placement of a name. */
    static Placement of(String name, Path root) {
        return switch (name) {
            case ONE_MACHINE -> new OneMachine(AddressBook.in(root));
            case OWN_HOSTS -> new OwnHosts();
            default ->
                throw new IllegalArgumentException(
                        "placement: expected " + ONE_MACHINE + " or " + OWN_HOSTS + ", found " + name);
        };
    }

    /** Address listeners bind. */
    String bindHost();

    /** Host others reach a process by. */
    String hostOf(String process);

    /** Port others reach a process by. */
    int portOf(String process);

    /** Port the nodes reach a node's controller by. */
    int controllerPortOf(String node);

    /** Who else listens in such a cluster, and is certified with it. */
    List<String> furtherListeners();

    /** Directory of a process' data, relative to its settings or absolute. */
    String stateOf(String process);

    /** All on this machine. */
    record OneMachine(AddressBook addresses) implements Placement {
        private static final String LOOPBACK = "127.0.0.1";

        @Override
        public String bindHost() {
            return LOOPBACK;
        }

        @Override
        public String hostOf(String process) {
            return LOOPBACK;
        }

        @Override
        public int portOf(String process) {
            return addresses.portOf(process, 0);
        }

        @Override
        public int controllerPortOf(String node) {
            return addresses.portOf(node + ".controller", 0);
        }

        @Override
        public List<String> furtherListeners() {
            return List.of();
        }

        @Override
        public String stateOf(String process) {
            return process;
        }
    }

    /** Each on a host of its own, at the ports the images expose. */
    record OwnHosts() implements Placement {
        /** Where containers have their volume. */
        static final String STATE = "/var/lib/huzheng";

        static final int BROKER_PORT = 9093;
        static final int CONTROLLER_PORT = 9094;
        static final int REGISTRY_PORT = 8081;
        static final int SERVICE_PORT = 8443;

        @Override
        public String bindHost() {
            return "0.0.0.0";
        }

        @Override
        public String hostOf(String process) {
            return process;
        }

        @Override
        public int portOf(String process) {
            if (process.equals(ClusterDirectory.REGISTRY)) {
                return REGISTRY_PORT;
            }
            return process.startsWith(ClusterDirectory.BROKER) ? BROKER_PORT : SERVICE_PORT;
        }

        @Override
        public int controllerPortOf(String node) {
            return CONTROLLER_PORT;
        }

        @Override
        public List<String> furtherListeners() {
            return Catalogue.JUDGED.departments().stream()
                    .map(department -> "adapter-" + department.code())
                    .toList();
        }

        @Override
        public String stateOf(String process) {
            return STATE;
        }
    }
}

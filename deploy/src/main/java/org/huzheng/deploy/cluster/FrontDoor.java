package org.huzheng.deploy.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address for all instances of the service: hands each connection to the next instance that takes it, byte for byte, so that TLS is spoken with the
 * instance itself. Elsewhere a reverse proxy stands here.
 */
final class FrontDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket door;
    private final Supplier<List<InetSocketAddress>> instances;
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService carrying = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "front-door");
        thread.setDaemon(true);
        return thread;
    });

    private FrontDoor(ServerSocket door, Supplier<List<InetSocketAddress>> instances) {
        this.door = door;
        this.instances = instances;
    }

    /** Opens at a port of this machine, for this machine alone. */
    static FrontDoor open(int port, List<InetSocketAddress> instances) throws IOException {
        List<InetSocketAddress> all = List.copyOf(instances);
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), () -> all);
    }

    /**
     * Opens at an address.
     *
     * @param instances the instances of the moment, asked with each connection
     */
    static FrontDoor open(InetSocketAddress at, Supplier<List<InetSocketAddress>> instances) throws IOException {
        FrontDoor front = new FrontDoor(new ServerSocket(at.getPort(), 0, at.getAddress()), instances);
        front.carrying.execute(front::accept);
        return front;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket caller = door.accept();
                carrying.execute(() -> connect(caller));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    LOG.warn("a connection could not be accepted: {}", e.getMessage());
                }
            }
        }
    }

    private void connect(Socket caller) {
        Optional<Socket> instance = firstThatAnswers();
        if (instance.isEmpty()) {
            hangUp(caller);
            return;
        }
        carrying.execute(() -> carry(caller, instance.get()));
        carry(instance.get(), caller);
    }

    private Optional<Socket> firstThatAnswers() {
        int first = next.getAndIncrement();
        List<InetSocketAddress> all = instances.get();
        for (int attempt = 0; attempt < all.size(); attempt++) {
            InetSocketAddress address = all.get(Math.floorMod(first + attempt, all.size()));
            Socket instance = new Socket();
            try {
                instance.connect(address, CONNECT_MILLIS);
                return Optional.of(instance);
            } catch (IOException e) {
                LOG.debug("an instance does not answer address={}", address);
                hangUp(instance);
            }
        }
        return Optional.empty();
    }

    private static void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Either side hung up: both are told by the end of the connection.
            LOG.debug("a connection ended: {}", e.getMessage());
        } finally {
            hangUp(from);
            hangUp(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed: {}", e.getMessage());
        }
    }

    /** The port it is at. */
    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        carrying.shutdownNow();
    }
}

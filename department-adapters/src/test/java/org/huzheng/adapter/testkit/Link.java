package org.huzheng.adapter.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line to a port of this machine that can be cut and mended: what goes through it is passed on untouched. */
public final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private volatile boolean cut;

    private Link(int target, ServerSocket listening) {
        this.target = target;
        this.listening = listening;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "link-to-" + target);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A line to this port, whole. */
    public static Link to(int target) throws IOException {
        Link link = new Link(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        link.threads.execute(link::accept);
        return link;
    }

    /** Where to connect instead. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Cuts what is connected; whoever connects from now on is hung up on. */
    public void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Lets connections through again. */
    public void mend() {
        cut = false;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                LOG.debug("One connection less, or the link is closed: whoever connected sees it end", e);
            }
        }
    }

    private void connect(Socket near) throws IOException {
        if (cut) {
            near.close();
            return;
        }
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(near);
        open.add(far);
        threads.execute(() -> pass(near, far));
        threads.execute(() -> pass(far, near));
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            LOG.debug("Cut, or hung up by one side: the other sees its connection end", e);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        threads.shutdownNow();
    }
}

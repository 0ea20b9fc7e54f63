package org.huzheng.broker.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Remembers which port each listener of an exchange directory took, so that clients find it at the same address after a restart.
 *
 * <p>Ports are chosen from 20000 to 32767, below the range from which Linux takes ports for outgoing connections: a port of that range
 * may be busy by accident when the exchange comes back.
 */
public final class AddressBook {
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_767;
    private static final int ATTEMPTS = 200;
    private static final String HOST = "host";
    private static final String TRUST = "trust";
    private static final String LOOPBACK = "127.0.0.1";

    private final Path file;

    private AddressBook(Path file) {
        this.file = file;
    }

    /** The address book of an exchange directory. */
    public static AddressBook in(Path directory) {
        return new AddressBook(directory.resolve("addresses.properties"));
    }

    /** The port a listener took before, or empty if it was never started on this directory. */
    public OptionalInt knownPort(String listener) {
        String port = load().getProperty(listener + ".port");
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    /** The host clients are told of. */
    public String host() {
        return load().getProperty(HOST, LOOPBACK);
    }

    /** The authorities the listeners' certificates are trusted by, if they speak TLS. */
    public Optional<Path> trust() {
        return Optional.ofNullable(load().getProperty(TRUST)).map(Path::of);
    }

    /**
     * Remembers how the listeners are reached.
     *
     * @param host host clients are told of
     * @param trust authorities the listeners' certificates are trusted by; empty where they speak without TLS
     */
    public synchronized void remember(String host, Optional<Path> trust) {
        Properties book = load();
        book.setProperty(HOST, host);
        book.remove(TRUST);
        trust.ifPresent(file -> book.setProperty(TRUST, file.toAbsolutePath().toString()));
        if (!book.equals(load())) {
            store(book);
        }
    }

    /**
     * The port of a listener: the wanted one, else the remembered one, else a free one; it is remembered from now on.
     *
     * @param wanted a port of 1 to 65535, or 0 for no wish
     * @throws BrokerStartFailure if the address book cannot be written or no port is free
     */
    public synchronized int portOf(String listener, int wanted) {
        Properties book = load();
        String known = book.getProperty(listener + ".port");
        int port;
        if (wanted != 0) {
            port = wanted;
        } else if (known != null) {
            port = Integer.parseInt(known);
        } else {
            port = freePort(book);
        }
        if (!Integer.toString(port).equals(known)) {
            book.setProperty(listener + ".port", Integer.toString(port));
            store(book);
        }
        return port;
    }

    private int freePort(Properties taken) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT + 1);
            if (!taken.containsValue(Integer.toString(port)) && isFree(port)) {
                return port;
            }
        }
        throw new BrokerStartFailure("expected a free port between " + LOWEST_PORT + " and " + HIGHEST_PORT
                + ", found none in " + ATTEMPTS + " attempts");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Properties load() {
        Properties book = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                book.load(reader);
            } catch (IOException e) {
                throw new BrokerStartFailure("expected a readable address book at " + file, e);
            }
        }
        return book;
    }

    private void store(Properties book) {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                book.store(writer, "Ports of this exchange.");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BrokerStartFailure("expected to write the address book at " + file, e);
        }
    }
}

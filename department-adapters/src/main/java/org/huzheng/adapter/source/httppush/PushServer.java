package org.huzheng.adapter.source.httppush;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.http.HttpServers;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.TlsFileUnusable;

/** The listener: a few threads read requests, a few write answers. */
final class PushServer implements AutoCloseable {
    private static final int READING_THREADS = 8;
    private static final int WAITING_REQUESTS = 64;
    private static final int ANSWERING_THREADS = 4;
    private static final int BACKLOG = 512;
    private static final int LAST_ANSWERS_SECONDS = 2;

    private final HttpServer server;
    private final ExecutorService readers;
    private final ExecutorService answers;

    private PushServer(HttpServer server, ExecutorService readers, ExecutorService answers) {
        this.server = server;
        this.readers = readers;
        this.answers = answers;
    }

    /**
     * Listens.
     *
     * @param handler makes the handler, given what runs the answers
     */
    static PushServer start(HttpPushSettings settings, Function<Executor, PushHandler> handler) throws SourceException {
        HttpServer server;
        try {
            server = HttpServers.create(
                    new InetSocketAddress(settings.host(), settings.port()),
                    BACKLOG,
                    settings.tls().map(ServedCertificate::of));
        } catch (IOException | IllegalArgumentException | TlsFileUnusable e) {
            throw new SourceException(
                    "http-push: expected to listen on " + settings.host() + ":" + settings.port() + ", found: " + e, e);
        }
        // With all threads reading and the queue full, the one that accepts requests reads too: callers queue up in
        // the operating system.
        ExecutorService readers = new ThreadPoolExecutor(
                READING_THREADS,
                READING_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_REQUESTS),
                threads("push-request-"),
                new ThreadPoolExecutor.CallerRunsPolicy());
        ExecutorService answers = Executors.newFixedThreadPool(ANSWERING_THREADS, threads("push-answer-"));
        server.setExecutor(readers);
        server.createContext("/", handler.apply(answers));
        server.start();
        return new PushServer(server, readers, answers);
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Lets the answers that are due be written, then hangs up. */
    @Override
    public void close() {
        answers.shutdown();
        try {
            if (!answers.awaitTermination(LAST_ANSWERS_SECONDS, TimeUnit.SECONDS)) {
                answers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answers.shutdownNow();
        }
        server.stop(0);
        readers.shutdownNow();
    }
}

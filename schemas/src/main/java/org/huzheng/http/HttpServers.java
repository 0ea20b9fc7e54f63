package org.huzheng.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.huzheng.tls.ServedCertificate;

/**
 * Makes HTTP servers. The JDK's server knows some of its settings only as properties of the process, and reads them once, when the first server is made:
 * so every server is made here, whichever comes first.
 */
public final class HttpServers {
    /**
     * Answers at once (Nagle's algorithm delays every small one on a kept connection by 40 ms), and nobody holds a thread for ever: seconds a request may
     * take to come in, and an answer to go out.
     */
    private static final Map<String, String> PROPERTIES = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "60",
            "sun.net.httpserver.maxRspTime", "300");

    private HttpServers() {}

    /**
     * A server that listens but does not answer yet. What an operator set for the process stays as it is.
     *
     * @param backlog connections that may wait to be accepted; 0 for as many as the system likes
     * @param tls what it shows of itself; without, it speaks plain HTTP
     * @throws IOException if it cannot listen there
     */
    public static HttpServer create(InetSocketAddress address, int backlog, Optional<ServedCertificate> tls)
            throws IOException {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        if (tls.isEmpty()) {
            return HttpServer.create(address, backlog);
        }
        HttpsServer server = HttpsServer.create(address, backlog);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get().context()));
        return server;
    }
}

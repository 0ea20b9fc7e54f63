package org.huzheng.deploy.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.huzheng.tls.Trust;

/**
 * Asks a process whether it serves; what a container's health check runs. A program of its own beside the {@code huzheng} command: it is started every half minute, and the
 * command would take three times the processor time to say as much.
 *
 * <p>Ends with 0 if the process serves, with 1 and one line that says why if not.
 */
public final class HealthProbe {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int OK = 200;

    private HealthProbe() {}

    /**
     * Asks once and ends the process.
     *
     * @param words an address and a PEM file of authorities to trust; the address is {@code https://} or {@code http://}, which must answer 200, or
     *     {@code tls://HOST:PORT}, with which a handshake must succeed
     */
    public static void main(String[] words) {
        if (words.length != 2) {
            System.err.println("expected an address and a file of authorities, found " + words.length + " words");
            System.exit(2);
        }
        try {
            ask(URI.create(words[0]), Path.of(words[1]));
        } catch (IOException | RuntimeException e) {
            System.err.println(words[0] + ": expected it to serve, found " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns if the process serves.
     *
     * @throws IOException if it does not
     */
    static void ask(URI address, Path authorities) throws IOException {
        switch (String.valueOf(address.getScheme())) {
            case "tls" -> shakeHands(address, authorities);
            case "https", "http" -> get(address.toURL(), authorities);
            default -> throw new IllegalArgumentException("expected https://, http:// or tls://, found " + address);
        }
    }

    private static void get(URL address, Path authorities) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        if (connection instanceof HttpsURLConnection secured) {
            secured.setSSLSocketFactory(Trust.contextOf(authorities).getSocketFactory());
        }
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        int status = connection.getResponseCode();
        connection.disconnect();
        if (status != OK) {
            throw new IOException("status " + status);
        }
    }

    private static void shakeHands(URI address, Path authorities) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket secured = (SSLSocket) Trust.contextOf(authorities)
                    .getSocketFactory()
                    .createSocket(plain, address.getHost(), address.getPort(), true)) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.startHandshake();
            }
        }
    }
}

package org.huzheng.broker.embedded;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.huzheng.tls.ServedCertificate;
import org.huzheng.tls.ServerTls;
import org.huzheng.tls.Trust;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a node's listeners and of its connections to other nodes, from PEM files that are looked at again while it runs: Kafka's own factory reads its
 * files once, and again only when an administrator says so. Kafka makes it by name, and configures it.
 */
public final class RenewedSslEngines implements SslEngineFactory {
    static final String CERTIFICATE = "huzheng.tls.certificate";
    static final String KEY = "huzheng.tls.key";
    static final String TRUST = "huzheng.tls.trust";

    private @Nullable ServedCertificate served;
    private @Nullable KeyStore trusted;
    private @Nullable SSLContext context;

    @Override
    public void configure(Map<String, ?> settings) {
        ServedCertificate certificate =
                ServedCertificate.of(new ServerTls(file(settings, CERTIFICATE), file(settings, KEY)));
        KeyStore authorities = Trust.storeOf(file(settings, TRUST));
        try {
            TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusting.init(authorities);
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(new KeyManager[] {certificate.keyManager()}, trusting.getTrustManagers(), null);
            context = fresh;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: expected it in every JDK", e);
        }
        served = certificate;
        trusted = authorities;
    }

    private static Path file(Map<String, ?> settings, String name) {
        return Path.of(String.valueOf(Objects.requireNonNull(settings.get(name), name)));
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, String endpointIdentification) {
        SSLEngine engine = context().createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        SSLEngine engine = context().createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(false);
        return engine;
    }

    private SSLContext context() {
        return Objects.requireNonNull(context, "configured");
    }

    /** Never: the files are looked at all the while. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextSettings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public KeyStore keystore() {
        return Objects.requireNonNull(served, "configured").keyStore();
    }

    @Override
    public KeyStore truststore() {
        return Objects.requireNonNull(trusted, "configured");
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}

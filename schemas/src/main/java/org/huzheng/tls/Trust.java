package org.huzheng.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities a client trusts instead of those of the JDK: a PEM file with their certificates. */
public final class Trust {
    private Trust() {}

    /**
     * The authorities of a file.
     *
     * @throws TlsFileUnusable if it cannot be read or holds no certificate
     */
    public static KeyStore storeOf(Path authorities) {
        List<X509Certificate> certificates = Pem.certificates(authorities);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int index = 0; index < certificates.size(); index++) {
                store.setCertificateEntry("authority-" + index, certificates.get(index));
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("PKCS #12: expected an empty store to take a certificate", e);
        }
    }

    /**
     * A context for clients that trusts them alone.
     *
     * @throws TlsFileUnusable if the file cannot be read or holds no certificate
     */
    public static SSLContext contextOf(Path authorities) {
        try {
            TrustManagerFactory trusting = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusting.init(storeOf(authorities));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusting.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: expected it in every JDK", e);
        }
    }
}

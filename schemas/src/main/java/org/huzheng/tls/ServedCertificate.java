package org.huzheng.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a listener shows of itself, as its files are at this moment: they are looked at again with the first handshake of each second. A pair that cannot
 * be used, such as a new certificate whose key has not been written yet, is said and passed over, and the last one that could be used is served on.
 */
public final class ServedCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCertificate.class);
    private static final long LOOK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerTls files;
    private volatile Identity identity;
    // A handshake chooses a name, and then asks for what goes by it: the answers must be of one pair, also when it is
    // renewed between them.
    private volatile Identity before;
    private Stamp stamp;
    private long lookedNanos;
    private String refused = "";

    private ServedCertificate(ServerTls files) {
        this.files = files;
        this.stamp = Stamp.of(files);
        this.identity = Identity.read(files);
        this.before = identity;
        this.lookedNanos = System.nanoTime();
    }

    /** When the files were last changed. */
    private record Stamp(FileTime certificate, FileTime key) {
        static Stamp of(ServerTls files) {
            return new Stamp(changed(files.certificate()), changed(files.key()));
        }

        private static FileTime changed(Path file) {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException e) {
                throw new TlsFileUnusable(file + ": expected a readable file", e);
            }
        }
    }

    /**
     * Opens the files.
     *
     * @throws TlsFileUnusable if one cannot be used, or the key is not the certificate's
     */
    public static ServedCertificate of(ServerTls files) {
        return new ServedCertificate(files);
    }

    /** A context for a listener, which goes on showing what the files hold. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keyManager()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: expected it in every JDK", e);
        }
    }

    /** Shows what the files hold at the time of each handshake. */
    public X509ExtendedKeyManager keyManager() {
        return new Current();
    }

    /** The chain at this moment, the listener's own certificate first. */
    public List<X509Certificate> chain() {
        return current().chain();
    }

    /** Key and chain at this moment, for libraries that take them so; without a password. */
    public KeyStore keyStore() {
        Identity now = current();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(now.alias(), now.key(), null, now.chain().toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("PKCS #12: expected an empty store to take a key", e);
        }
    }

    private Identity current() {
        lookAgain();
        return identity;
    }

    private @Nullable Identity named(String alias) {
        Identity now = identity;
        if (now.alias().equals(alias)) {
            return now;
        }
        return before.alias().equals(alias) ? before : null;
    }

    private synchronized void lookAgain() {
        long now = System.nanoTime();
        if (now - lookedNanos < LOOK_INTERVAL_NANOS) {
            return;
        }
        lookedNanos = now;
        try {
            Stamp found = Stamp.of(files);
            if (!found.equals(stamp)) {
                Identity renewed = Identity.read(files);
                before = identity;
                identity = renewed;
                stamp = found;
                refused = "";
                LOG.info(
                        "certificate renewed file={} validUntil={}",
                        files.certificate(),
                        renewed.chain().get(0).getNotAfter().toInstant());
            }
        } catch (TlsFileUnusable e) {
            // Looked at again each second, since it may be mended without a new time, by its permissions for one; said
            // once.
            String why = String.valueOf(e.getMessage());
            if (!why.equals(refused)) {
                refused = why;
                LOG.error("the certificate served before is served on: {}", why);
            }
        }
    }

    /** One key, whatever a client asks for: a client that cannot use it is told so by the handshake. */
    private final class Current extends X509ExtendedKeyManager {
        @Override
        public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {current().alias()};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return fitting(keyType);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return fitting(keyType);
        }

        private @Nullable String fitting(String keyType) {
            Identity now = current();
            return now.isFor(keyType) ? now.alias() : null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            Identity named = named(alias);
            return named == null ? null : named.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            Identity named = named(alias);
            return named == null ? null : named.key();
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}

package org.huzheng.signing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * The P-256 key an authority signs certificates with, kept in a PKCS#12 file that only its owner can read.
 *
 * <p>The key's name is its RFC 7638 thumbprint. The X.509 certificate beside it is self-signed when we make the key, and
 * whatever the authority put there when it brings its own file.
 */
public final class IssuerKey {
    private static final String FIRST = "issuer";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Es256Signer signer;
    private final PublicJwk publicJwk;
    private final X509Certificate certificate;

    private IssuerKey(ECPrivateKeyParameters secret, PublicJwk publicJwk, X509Certificate certificate) {
        this.signer = new Es256Signer(secret.getD(), publicJwk.kid(), RANDOM);
        this.publicJwk = publicJwk;
        this.certificate = certificate;
    }

    /**
     * Opens the key under {@code alias}; makes file, key and a self-signed certificate where there is no file yet. Of two
     * processes that start at once both end with the same key.
     *
     * @param authority the name written into a self-signed certificate, used only when the file is made
     * @param now the beginning of a self-signed certificate's validity, used only when the file is made
     * @throws IssuerKeyException when the file cannot be made or opened, or holds no P-256 key under the alias
     */
    public static IssuerKey openOrCreate(Path file, char[] password, String alias, String authority, Instant now) {
        if (!Files.exists(file)) {
            create(file, password, alias, authority, now);
        }
        return open(file, password, alias);
    }

    /** As {@link #openOrCreate}, with every key of the file. */
    static List<IssuerKey> openAllOrCreate(Path file, char[] password, String authority, Instant now) {
        if (!Files.exists(file)) {
            create(file, password, FIRST, authority, now);
        }
        try {
            KeyStore store = load(file, password);
            List<IssuerKey> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(of(file, store, password, alias));
                }
            }
            if (keys.isEmpty()) {
                throw new IssuerKeyException(file, "at least one key", "none");
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IssuerKeyException(file, "a PKCS#12 file that opens with the given password", e);
        }
    }

    /**
     * Opens the key under {@code alias} of an existing file.
     *
     * @throws IssuerKeyException when the file cannot be opened or holds no P-256 key under the alias
     */
    public static IssuerKey open(Path file, char[] password, String alias) {
        try {
            return of(file, load(file, password), password, alias);
        } catch (IOException | GeneralSecurityException e) {
            throw new IssuerKeyException(file, "a PKCS#12 file that opens with the given password", e);
        }
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return store;
        }
    }

    private static IssuerKey of(Path file, KeyStore store, char[] password, String alias)
            throws GeneralSecurityException {
        if (!(store.getKey(alias, password) instanceof ECPrivateKey privateKey)) {
            throw new IssuerKeyException(file, "an EC private key under the alias " + alias, "none");
        }
        if (!(store.getCertificate(alias) instanceof X509Certificate certificate)) {
            throw new IssuerKeyException(file, "an X.509 certificate under the alias " + alias, "none");
        }
        return paired(file, privateKey, certificate);
    }

    /** The first moment it signs at: where its certificate begins. */
    public Instant signsFrom() {
        return certificate.getNotBefore().toInstant();
    }

    /** Signs with this key. */
    public Es256Signer signer() {
        return signer;
    }

    /** The public half, named by its thumbprint. */
    public PublicJwk publicJwk() {
        return publicJwk;
    }

    /** The key set to publish: this key alone. */
    public JsonWebKeySet publicKeys() {
        return JsonWebKeySet.of(publicJwk);
    }

    /** The X.509 certificate kept beside the key. */
    public X509Certificate certificate() {
        return certificate;
    }

    @Override
    public String toString() {
        return "IssuerKey[kid=" + publicJwk.kid() + "]";
    }

    private static IssuerKey paired(Path file, ECPrivateKey privateKey, X509Certificate certificate) {
        if (!(certificate.getPublicKey() instanceof ECPublicKey publicKey)
                || !publicKey.getParams().getOrder().equals(P256.DOMAIN.getN())) {
            throw new IssuerKeyException(file, "a certificate for a P-256 key", "another kind of key");
        }
        ECPrivateKeyParameters secret = new ECPrivateKeyParameters(privateKey.getS(), P256.DOMAIN);
        // Derived from the secret, so a certificate of another key is noticed here and not by those who verify.
        ECPublicKeyParameters derived =
                new ECPublicKeyParameters(P256.DOMAIN.getG().multiply(secret.getD()), P256.DOMAIN);
        var point = derived.getQ().normalize();
        if (!point.getAffineXCoord().toBigInteger().equals(publicKey.getW().getAffineX())
                || !point.getAffineYCoord()
                        .toBigInteger()
                        .equals(publicKey.getW().getAffineY())) {
            throw new IssuerKeyException(file, "the certificate of the private key", "that of another key");
        }
        return new IssuerKey(secret, PublicJwk.named(derived), certificate);
    }

    private static void create(Path file, char[] password, String alias, String authority, Instant now) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // Temporary files are made readable by their owner only, so the key is at no moment open to others.
            Path fresh = Files.createTempFile(folder, "issuer", ".p12");
            try {
                writeNewKey(fresh, password, alias, authority, now);
                // A link appears whole or not at all and never replaces a key that somebody else just made.
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException e) {
                // Another process was first: its key is opened instead.
                return;
            } finally {
                Files.delete(fresh);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IssuerKeyException(file, "a place where a new key can be kept", e);
        }
    }

    private static void writeNewKey(Path file, char[] password, String alias, String authority, Instant now)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = SelfSignedCertificate.of(pair, authority, now, RANDOM);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setKeyEntry(alias, pair.getPrivate(), password, new X509Certificate[] {certificate});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
    }
}

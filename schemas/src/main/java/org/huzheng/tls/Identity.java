package org.huzheng.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate chain and the private key that belongs to its first certificate.
 *
 * @param chain the listener's own certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final int CHALLENGE_BYTES = 32;

    Identity {
        chain = List.copyOf(chain);
    }

    /** @throws TlsFileUnusable if a file cannot be used, or the key is not the certificate's */
    static Identity read(ServerTls files) {
        Identity identity = new Identity(Pem.privateKey(files.key()), Pem.certificates(files.certificate()));
        if (!identity.belongsTogether()) {
            throw new TlsFileUnusable(files.key() + ": expected the key of the first certificate in "
                    + files.certificate() + ", found another");
        }
        return identity;
    }

    /** Name of this pair: its certificate's serial number, hexadecimal. */
    String alias() {
        return chain.get(0).getSerialNumber().toString(16);
    }

    /** Whether it serves a key type of TLS, such as {@code EC} or {@code EC_EC}. */
    boolean isFor(String keyType) {
        String algorithm = key.getAlgorithm();
        return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_");
    }

    /** Whether what the key signs is what the certificate verifies: it says so for every algorithm alike. */
    private boolean belongsTogether() {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "EdDSA";
                };
        byte[] challenge = new byte[CHALLENGE_BYTES];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(challenge);
            byte[] signed = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(chain.get(0).getPublicKey());
            verifying.update(challenge);
            return verifying.verify(signed);
        } catch (GeneralSecurityException e) {
            // A certificate for another kind of key cannot verify it at all.
            return false;
        }
    }

    @Override
    public String toString() {
        return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}

package org.huzheng.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468): certificates, and private keys in unencrypted PKCS #8. */
final class Pem {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private Pem() {}

    /** The certificates of a file in its order, at least one. */
    static List<X509Certificate> certificates(Path file) {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(read(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw new TlsFileUnusable(file + ": expected a certificate in PEM, found none");
            }
            return found;
        } catch (CertificateException e) {
            throw new TlsFileUnusable(file + ": expected certificates in PEM, found something else", e);
        }
    }

    /** The private key of a file. */
    static PrivateKey privateKey(Path file) {
        Matcher block = PRIVATE_KEY.matcher(new String(read(file), StandardCharsets.US_ASCII));
        if (!block.find()) {
            throw new TlsFileUnusable(
                    file + ": expected a private key in PEM, PKCS #8 and unencrypted (BEGIN PRIVATE KEY), found none");
        }
        PKCS8EncodedKeySpec encoded = encoded(file, block.group(1));
        return KEY_ALGORITHMS.stream()
                .flatMap(algorithm -> keyFor(algorithm, encoded).stream())
                .findFirst()
                .orElseThrow(() -> new TlsFileUnusable(
                        file + ": expected a key for one of " + KEY_ALGORITHMS + ", found another"));
    }

    private static PKCS8EncodedKeySpec encoded(Path file, String text) {
        try {
            return new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new TlsFileUnusable(file + ": expected a private key in Base64, found something else", e);
        }
    }

    /** The key, if it is one for this algorithm. */
    private static Optional<PrivateKey> keyFor(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("algorithm " + algorithm + ": expected it in every JDK", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TlsFileUnusable(file + ": expected a readable file", e);
        }
    }
}

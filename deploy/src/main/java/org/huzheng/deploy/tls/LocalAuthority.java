package org.huzheng.deploy.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.huzheng.tls.ServerTls;

/**
 * A certificate authority (RFC 5280) on a directory, for trials: {@code ca.pem} is what clients trust, {@code ca.key} signs. Keys are P-256, in files only
 * their owner may read; certificates are for everybody.
 */
public final class LocalAuthority {
    /** File of the authority's certificate, below its directory. */
    public static final String CERTIFICATE = "ca.pem";

    private static final String KEY = "ca.key";
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
    /** The longest browsers take of a listener's certificate. */
    private static final Duration LISTENER_VALIDITY = Duration.ofDays(397);
    /** Clocks differ. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final String SECRET = "rw-------";
    private static final String PUBLIC = "rw-r--r--";
    private static final int SERIAL_BITS = 127;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}");
    private static final Pattern NUMERIC_ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private LocalAuthority(Path directory, PrivateKey key, X509Certificate certificate) {
        this.directory = directory;
        this.key = key;
        this.certificate = certificate;
    }

    /** Opens the authority of a directory; makes it where there is none. */
    public static LocalAuthority openOrCreate(Path directory, Instant now) throws IOException {
        try {
            if (!Files.exists(directory.resolve(CERTIFICATE))) {
                create(directory, now);
            }
            return new LocalAuthority(
                    directory, readKey(directory.resolve(KEY)), readCertificate(directory.resolve(CERTIFICATE)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(directory + ": expected the key and certificate of an authority, found otherwise", e);
        }
    }

    /** File of the authority's certificate, for clients to trust. */
    public Path certificate() {
        return directory.resolve(CERTIFICATE);
    }

    /**
     * Certifies a listener with a fresh key, in {@code NAME/certificate.pem} and {@code NAME/key.pem}; files that are there are replaced, so that this
     * renews as well.
     *
     * @param name of letters, digits, dots and hyphens
     * @param hosts names and addresses clients reach it by, at least one
     */
    public ServerTls issue(String name, List<String> hosts, Instant now) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: expected the form " + NAME + ", found " + name);
        }
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts: expected at least one name or address, found none");
        }
        ServerTls files = new ServerTls(
                directory.resolve(name).resolve("certificate.pem"),
                directory.resolve(name).resolve("key.pem"));
        try {
            KeyPair pair = newPair();
            X509v3CertificateBuilder builder = builder(subject(certificate), now, LISTENER_VALIDITY, named(name), pair);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(hosts));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            Files.createDirectories(directory.resolve(name));
            // The key first: whoever looks between the two sees a pair that does not match, and keeps the old one.
            write(files.key(), SECRET, "PRIVATE KEY", pair.getPrivate().getEncoded());
            write(files.certificate(), PUBLIC, "CERTIFICATE", signed(builder, key));
            return files;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(name + ": expected to certify it, found otherwise", e);
        }
    }

    private static GeneralNames alternatives(List<String> hosts) throws IOException {
        GeneralName[] names = new GeneralName[hosts.size()];
        for (int index = 0; index < names.length; index++) {
            String host = hosts.get(index);
            names[index] = NUMERIC_ADDRESS.matcher(host).matches()
                    ? new GeneralName(
                            GeneralName.iPAddress, InetAddress.getByName(host).getHostAddress())
                    : new GeneralName(GeneralName.dNSName, host);
        }
        return new GeneralNames(names);
    }

    private static void create(Path directory, Instant now)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Files.createDirectories(directory);
        KeyPair pair = newPair();
        X500Name name = named("Huzheng local authority");
        X509v3CertificateBuilder builder = builder(name, now, AUTHORITY_VALIDITY, name, pair);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        write(directory.resolve(KEY), SECRET, "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(directory.resolve(CERTIFICATE), PUBLIC, "CERTIFICATE", signed(builder, pair.getPrivate()));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, Instant now, Duration validity, X500Name subject, KeyPair pair) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(validity)),
                subject,
                pair.getPublic());
    }

    private static byte[] signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws IOException, OperatorCreationException {
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                .getEncoded();
    }

    private static X500Name named(String name) {
        return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    }

    private static X500Name subject(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /** At no moment open to others than it is for, and never half written. */
    private static void write(Path file, String permissions, String what, byte[] encoded) throws IOException {
        String pem = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
        Path draft = Files.createTempFile(
                file.getParent(),
                "draft",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(SECRET)));
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        Files.writeString(draft, pem, StandardCharsets.US_ASCII);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }

    private static X509Certificate readCertificate(Path file) throws IOException, GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }
}

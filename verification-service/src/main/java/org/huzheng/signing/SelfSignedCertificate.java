package org.huzheng.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/** The certificate a fresh key vouches for itself with, so that a keystore can hold it before any CA has seen it. */
final class SelfSignedCertificate {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 127;

    private SelfSignedCertificate() {}

    static X509Certificate of(KeyPair pair, String authority, Instant now, SecureRandom random)
            throws IOException, GeneralSecurityException {
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, authority).build();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(now),
                Date.from(now.plus(VALIDITY)),
                name,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        byte[] encoded =
                builder.build(signer((ECPrivateKey) pair.getPrivate(), random)).getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static ContentSigner signer(ECPrivateKey key, SecureRandom random) throws GeneralSecurityException {
        try {
            BcECContentSignerBuilder builder = new BcECContentSignerBuilder(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
            builder.setSecureRandom(random);
            return builder.build(new ECPrivateKeyParameters(key.getS(), P256.DOMAIN));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("Expected an ES256 signer for the new key, found none", e);
        }
    }
}

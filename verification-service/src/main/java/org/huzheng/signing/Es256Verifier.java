package org.huzheng.signing;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** Checks ES256 signatures (RFC 7518 section 3.4) of one public key. Safe for use by any number of threads. */
public final class Es256Verifier {
    private final ECPublicKeyParameters key;

    public Es256Verifier(PublicJwk jwk) {
        this.key = jwk.toParameters();
    }

    /**
     * Whether {@code signature} is this key's over {@code signingInput}.
     *
     * @param signature r and s, each 32 bytes big-endian; another length is simply not a signature
     */
    public boolean verifies(byte[] signingInput, byte[] signature) {
        if (signature.length != P256.SIGNATURE_BYTES) {
            return false;
        }
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(signature, 0, P256.COORDINATE_BYTES));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, P256.COORDINATE_BYTES, P256.SIGNATURE_BYTES));
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(Es256Signer.sha256(signingInput), r, s);
    }
}

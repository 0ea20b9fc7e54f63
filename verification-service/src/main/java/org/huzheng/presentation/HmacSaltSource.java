package org.huzheng.presentation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.huzheng.signing.Base64Url;

/**
 * Salts that follow from the decision: the first 128 bits of HMAC-SHA-256(secret, decision id {@code |} claim path). Issuing
 * the same decision again, after a crash or in a replay, gives the same disclosures, while nobody without the secret can
 * guess a salt.
 */
public final class HmacSaltSource implements SaltSource {
    /** The least length of the secret, that of the hash. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final int SALT_BYTES = 16;

    private final byte[] secret;
    private final String decisionId;

    /**
     * @param secret known to the issuer alone, at least 32 bytes
     * @param decisionId the decision whose certificate is issued; holds no {@code |}
     */
    public HmacSaltSource(byte[] secret, String decisionId) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "Salt secret: expected at least %d bytes, found %d".formatted(MIN_SECRET_BYTES, secret.length));
        }
        if (decisionId.isBlank() || decisionId.indexOf('|') >= 0) {
            throw new IllegalArgumentException("Decision id: expected a text without |, found \"" + decisionId + "\"");
        }
        this.secret = secret.clone();
        this.decisionId = decisionId;
    }

    @Override
    public String saltFor(String claimPath) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(secret));
        byte[] message = (decisionId + "|" + claimPath).getBytes(StandardCharsets.UTF_8);
        hmac.update(message, 0, message.length);
        byte[] code = new byte[hmac.getMacSize()];
        hmac.doFinal(code, 0);
        return Base64Url.encode(Arrays.copyOf(code, SALT_BYTES));
    }

    @Override
    public String toString() {
        return "HmacSaltSource[decisionId=" + decisionId + "]";
    }
}

package org.huzheng.identity;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes person keys under one exchange secret. Safe for use by many threads; every application of one exchange holds the same secret, and who
 * holds it can test whether a key belongs to a number.
 */
public final class PersonKeyDerivation {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_SECRET_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    // A Mac is costly to set up and belongs to one thread at a time.
    private final ThreadLocal<Mac> mac;

    /**
     * @param secret the exchange's secret, copied
     * @throws IllegalArgumentException if the secret is shorter than 32 bytes
     */
    public PersonKeyDerivation(byte[] secret) {
        if (secret.length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "exchange secret: expected at least " + LEAST_SECRET_BYTES + " bytes, found " + secret.length);
        }
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        this.mac = ThreadLocal.withInitial(() -> newMac(key));
    }

    /** The key of the person with this number. */
    public PersonKey keyOf(ResidentIdentityNumber number) {
        byte[] digest = mac.get().doFinal(number.value().getBytes(StandardCharsets.US_ASCII));
        return new PersonKey(BASE64URL.encodeToString(Arrays.copyOf(digest, KEY_BYTES)));
    }

    /**
     * A tag of any content that holds personal data: the same for the same content, and of no use to who does not hold the secret. Never the key of
     * a person.
     */
    public String tagOf(byte[] content) {
        Mac ours = mac.get();
        // No identity number begins so.
        ours.update((byte) 0);
        return BASE64URL.encodeToString(Arrays.copyOf(ours.doFinal(content), KEY_BYTES));
    }

    @Override
    public String toString() {
        return "PersonKeyDerivation[redacted]";
    }

    private static Mac newMac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("expected the Java platform to provide " + ALGORITHM, e);
        }
    }
}

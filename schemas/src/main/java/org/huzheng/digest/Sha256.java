package org.huzheng.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which every Java platform provides. */
public final class Sha256 {
    private Sha256() {}

    /** A digest to be given bytes part by part; not for several threads. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected the Java platform to provide SHA-256", e);
        }
    }

    /** The 32 bytes of the digest of these. */
    public static byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }
}

package org.huzheng.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digest of a request body. Keyed (HMAC-SHA-256, RFC 2104), since a body holds identity numbers, which can be guessed. */
public final class BodyDigest {
    private static final String LABEL = "huzheng request body\n";
    private final SecretKeySpec key;

    /** @param secret the exchange's secret, at least 32 bytes */
    public BodyDigest(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String of(String canonicalBody) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((LABEL + canonicalBody).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}

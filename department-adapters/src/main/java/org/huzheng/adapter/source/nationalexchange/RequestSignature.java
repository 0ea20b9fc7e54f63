package org.huzheng.adapter.source.nationalexchange;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header convention of the national exchange: requester, service, time in milliseconds, and Base64(HMAC-SHA256(secret, service + requester +
 * time)). It covers neither address nor body.
 */
final class RequestSignature {
    static final String REQUESTER = "gjgxjhpt_rid";
    static final String SERVICE = "gjgxjhpt_sid";
    static final String TIME = "gjgxjhpt_rtime";
    static final String SIGNATURE = "gjgxjhpt_sign";

    private RequestSignature() {}

    /** The headers of a request. */
    static Map<String, String> headers(String requester, String service, Instant time, String secret) {
        String milliseconds = String.valueOf(time.toEpochMilli());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(REQUESTER, requester);
        headers.put(SERVICE, service);
        headers.put(TIME, milliseconds);
        headers.put(SIGNATURE, sign(secret, service + requester + milliseconds));
        return headers;
    }

    private static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256: expected of every Java runtime", e);
        }
    }
}

package org.huzheng.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url without padding (RFC 7515 section 2), read strictly: bytes have exactly one accepted text. */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    /** The text of {@code bytes}. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }

    /** The text of the UTF-8 bytes of {@code text}. */
    public static String encodeUtf8(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes of {@code text}.
     *
     * @param where the part being read, for the error
     * @throws MalformedTokenException when the text is not the canonical base64url of any bytes
     */
    public static byte[] decode(String text, String where) {
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            throw notBase64Url(text, where);
        }
        // The JDK ignores padding and surplus low bits, so a token could be altered without changing its bytes.
        if (!encode(bytes).equals(text)) {
            throw notBase64Url(text, where);
        }
        return bytes;
    }

    private static MalformedTokenException notBase64Url(String text, String where) {
        return new MalformedTokenException(
                where, "base64url without padding (RFC 7515)", "%d other characters".formatted(text.length()));
    }
}

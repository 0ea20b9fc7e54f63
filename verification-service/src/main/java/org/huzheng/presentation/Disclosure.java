package org.huzheng.presentation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.huzheng.digest.Sha256;
import org.huzheng.signing.Base64Url;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.StrictJson;
import org.jspecify.annotations.Nullable;

/** One claim its holder may show or leave out: salt, name and value in the exact text that was signed (RFC 9901 section 4.2). */
public final class Disclosure {
    private static final int OBJECT_MEMBER_PARTS = 3;
    private static final int ARRAY_ELEMENT_PARTS = 2;

    private final String encoded;
    private final @Nullable String name;
    private final @Nullable Object value;

    private Disclosure(String encoded, @Nullable String name, @Nullable Object value) {
        this.encoded = encoded;
        this.name = name;
        this.value = value;
    }

    /** The disclosure of the claim {@code name}. */
    static Disclosure of(String salt, String name, Object value) {
        String encoded = Base64Url.encodeUtf8(StrictJson.write(List.of(salt, name, value)));
        return new Disclosure(encoded, name, value);
    }

    /**
     * Reads a presented disclosure.
     *
     * @throws MalformedTokenException when it is neither {@code [salt, name, value]} nor {@code [salt, value]}
     */
    public static Disclosure parse(String encoded) {
        List<Object> parts = StrictJson.readArray(Base64Url.decode(encoded, "disclosure"), "disclosure");
        if (parts.isEmpty() || !(parts.get(0) instanceof String)) {
            throw new MalformedTokenException("disclosure", "a salt as its first part", "none");
        }
        if (parts.size() == ARRAY_ELEMENT_PARTS) {
            return new Disclosure(encoded, null, parts.get(1));
        }
        if (parts.size() == OBJECT_MEMBER_PARTS && parts.get(1) instanceof String name) {
            return new Disclosure(encoded, name, parts.get(2));
        }
        throw new MalformedTokenException("disclosure", "salt, name and value", parts.size() + " other parts");
    }

    /** The text as it travels, base64url. */
    public String encoded() {
        return encoded;
    }

    /** The name of the claim; none for an element of an array. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The claim's value as JSON: text, number, boolean, list, map or null. */
    public @Nullable Object value() {
        return value;
    }

    /** The digest by which the signed part names this disclosure: SHA-256 of the encoded text, base64url. */
    public String digest() {
        return Base64Url.encode(Sha256.of(encoded.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "Disclosure[redacted]";
    }
}

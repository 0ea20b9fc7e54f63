package org.huzheng.signing;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A signed token in compact form (RFC 7515 section 7.1): header, payload and signature in base64url, joined by points.
 *
 * <p>Reading one says nothing about its truth; that is for {@link #isSignedBy} and the checks of the reader.
 */
public final class CompactJws {
    /** The only signature algorithm made or accepted here. */
    public static final String ES256 = "ES256";

    private final Map<String, Object> header;
    private final Map<String, Object> payload;
    private final byte[] signingInput;
    private final byte[] signature;

    private CompactJws(Map<String, Object> header, Map<String, Object> payload, byte[] signingInput, byte[] signature) {
        this.header = Collections.unmodifiableMap(header);
        this.payload = Collections.unmodifiableMap(payload);
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /**
     * Signs {@code payload} under the header {@code {alg: ES256, typ, kid}}.
     *
     * @param typ the token's media type without {@code application/}, such as {@code dc+sd-jwt}
     * @return the compact token
     */
    public static String sign(String typ, Map<String, Object> payload, Es256Signer signer) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", ES256);
        header.put("typ", typ);
        header.put("kid", signer.kid());
        String input =
                Base64Url.encodeUtf8(StrictJson.write(header)) + "." + Base64Url.encodeUtf8(StrictJson.write(payload));
        return input + "." + Base64Url.encode(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Reads a compact token.
     *
     * @throws MalformedTokenException when it is not three parts of base64url with JSON objects in the first two
     */
    public static CompactJws parse(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        if (parts.size() != 3) {
            throw new MalformedTokenException("token", "three parts joined by points", parts.size() + " parts");
        }
        Map<String, Object> header = StrictJson.readObject(Base64Url.decode(parts.get(0), "header"), "header");
        Map<String, Object> payload = StrictJson.readObject(Base64Url.decode(parts.get(1), "payload"), "payload");
        byte[] signature = Base64Url.decode(parts.get(2), "signature");
        byte[] signingInput = (parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII);
        return new CompactJws(header, payload, signingInput, signature);
    }

    /**
     * Refuses a header that is not of the given type with the one algorithm we accept, so that neither {@code none} nor a
     * token made for another use passes.
     *
     * @throws MalformedTokenException naming the header member that differs
     */
    public void requireHeader(String typ) {
        requireHeader("alg", ES256);
        requireHeader("typ", typ);
        if (header.containsKey("crit")) {
            // RFC 7515 section 4.1.11: an extension that must be understood and is not makes the token invalid.
            throw new MalformedTokenException("header.crit", "no critical extensions", "some");
        }
    }

    /** The name of the key the token says it is signed with. */
    public Optional<String> keyId() {
        return header.get("kid") instanceof String kid ? Optional.of(kid) : Optional.empty();
    }

    /** The claims, in their written order; unproven until the signature is checked. */
    public Map<String, Object> payload() {
        return payload;
    }

    /** Whether the signature is the ES256 signature of {@code key} over header and payload. */
    public boolean isSignedBy(PublicJwk key) {
        return new Es256Verifier(key).verifies(signingInput, signature);
    }

    @Override
    public String toString() {
        return "CompactJws[typ=" + header.get("typ") + ", redacted]";
    }

    private void requireHeader(String name, String expected) {
        Object found = header.get(name);
        if (!expected.equals(found)) {
            throw new MalformedTokenException(
                    "header." + name, expected, found instanceof String text ? "\"" + text + "\"" : "none");
        }
    }
}

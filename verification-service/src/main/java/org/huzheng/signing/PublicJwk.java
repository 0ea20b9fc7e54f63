package org.huzheng.signing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.util.BigIntegers;
import org.huzheng.digest.Sha256;

/**
 * The public half of a P-256 signing key as a JSON Web Key (RFC 7517, RFC 7518 section 6.2).
 *
 * @param kid the key's name in token headers
 * @param x the point's x coordinate, 32 bytes in base64url
 * @param y the point's y coordinate, 32 bytes in base64url
 */
public record PublicJwk(String kid, String x, String y) {

    /** @throws MalformedTokenException when the point is not on the curve or the name is blank */
    public PublicJwk {
        if (kid.isBlank()) {
            throw new MalformedTokenException("jwk.kid", "a key name", "blank");
        }
        decodePoint(x, y);
    }

    /** The key at {@code publicKey}, named by its RFC 7638 thumbprint. */
    static PublicJwk named(ECPublicKeyParameters publicKey) {
        var point = publicKey.getQ().normalize();
        String x = coordinate(point.getAffineXCoord().toBigInteger());
        String y = coordinate(point.getAffineYCoord().toBigInteger());
        return new PublicJwk(thumbprint(x, y), x, y);
    }

    /**
     * Reads one key of a key set.
     *
     * @throws MalformedTokenException when it is not a public P-256 key for ES256 signatures
     */
    public static PublicJwk of(Map<String, Object> members) {
        require(members, "kty", "EC");
        require(members, "crv", "P-256");
        if (members.containsKey("alg")) {
            require(members, "alg", "ES256");
        }
        if (members.containsKey("use")) {
            require(members, "use", "sig");
        }
        if (members.containsKey("d")) {
            throw new MalformedTokenException("jwk.d", "a public key", "a private key");
        }
        return new PublicJwk(text(members, "kid"), text(members, "x"), text(members, "y"));
    }

    /** The members as published, in the order of RFC 7517's examples. */
    public Map<String, Object> toMembers() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("kty", "EC");
        members.put("crv", "P-256");
        members.put("x", x);
        members.put("y", y);
        members.put("kid", kid);
        members.put("use", "sig");
        members.put("alg", "ES256");
        return members;
    }

    /** The RFC 7638 SHA-256 thumbprint in base64url, which depends on the point alone. */
    public String thumbprint() {
        return thumbprint(x, y);
    }

    ECPublicKeyParameters toParameters() {
        return decodePoint(x, y);
    }

    private static ECPublicKeyParameters decodePoint(String x, String y) {
        BigInteger affineX = new BigInteger(1, coordinate(x, "jwk.x"));
        BigInteger affineY = new BigInteger(1, coordinate(y, "jwk.y"));
        try {
            return new ECPublicKeyParameters(P256.DOMAIN.getCurve().validatePoint(affineX, affineY), P256.DOMAIN);
        } catch (IllegalArgumentException e) {
            throw new MalformedTokenException("jwk", "a point on P-256", "a point elsewhere");
        }
    }

    private static String thumbprint(String x, String y) {
        // RFC 7638 section 3.2: required members only, in lexicographic order, without white space.
        String canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x, y);
        return Base64Url.encode(Sha256.of(canonical.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String coordinate(BigInteger value) {
        return Base64Url.encode(BigIntegers.asUnsignedByteArray(P256.COORDINATE_BYTES, value));
    }

    private static byte[] coordinate(String text, String where) {
        byte[] bytes = Base64Url.decode(text, where);
        if (bytes.length != P256.COORDINATE_BYTES) {
            throw new MalformedTokenException(where, "32 bytes", bytes.length + " bytes");
        }
        return bytes;
    }

    private static void require(Map<String, Object> members, String name, String expected) {
        String found = text(members, name);
        if (!found.equals(expected)) {
            throw new MalformedTokenException("jwk." + name, expected, found);
        }
    }

    private static String text(Map<String, Object> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new MalformedTokenException("jwk." + name, "a text", "none");
    }
}

package org.huzheng.status;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.Es256Signer;
import org.huzheng.signing.MalformedTokenException;
import org.huzheng.signing.NumericDate;

/**
 * A status list as its issuer signs and serves it (Token Status List, section 5.1), {@code
 * application/statuslist+jwt}.
 *
 * @param uri the list's address, which the certificates name
 * @param issuedAt when it was signed; whole seconds
 * @param expiresAt when it must no longer be relied on; whole seconds
 * @param statuses the list
 */
public record StatusListToken(String uri, Instant issuedAt, Instant expiresAt, PackedStatuses statuses) {
    /** The token's {@code typ}. */
    public static final String TYPE = "statuslist+jwt";

    /** The media type it is served under. */
    public static final String MEDIA_TYPE = "application/" + TYPE;

    /**
     * Signs a list.
     *
     * @param uri the address the list is served at
     * @param lifetime how long the token may be relied on
     * @param timeToLive how long a reader may keep it before asking again
     * @return the compact JWT
     */
    public static String sign(
            PackedStatuses statuses,
            String uri,
            Instant issuedAt,
            Duration lifetime,
            Duration timeToLive,
            Es256Signer signer) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("bits", statuses.bits());
        list.put("lst", statuses.encode());
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", uri);
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", issuedAt.plus(lifetime).getEpochSecond());
        claims.put("ttl", timeToLive.toSeconds());
        claims.put("status_list", list);
        return CompactJws.sign(TYPE, claims, signer);
    }

    /**
     * Reads the claims of a token whose signature the caller has checked.
     *
     * @throws MalformedTokenException when header or claims are not those of a status list
     * @throws MalformedStatusListException when the list itself cannot be unpacked
     */
    public static StatusListToken read(CompactJws token) {
        token.requireHeader(TYPE);
        Map<String, Object> claims = token.payload();
        if (!(claims.get("sub") instanceof String uri)) {
            throw new MalformedTokenException("sub", "the list's address", "none");
        }
        if (!(claims.get("status_list") instanceof Map<?, ?> list)
                || !(list.get("bits") instanceof Integer bits)
                || !(list.get("lst") instanceof String lst)) {
            throw new MalformedTokenException("status_list", "bits and lst", "something else");
        }
        return new StatusListToken(
                uri,
                NumericDate.required(claims, "iat"),
                NumericDate.required(claims, "exp"),
                PackedStatuses.decode(bits, lst));
    }
}

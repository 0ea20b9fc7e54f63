package org.huzheng.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The public keys an issuer signs with, as its metadata publishes them (RFC 7517 section 5).
 *
 * @param keys the keys, each under a name of its own
 */
public record JsonWebKeySet(List<PublicJwk> keys) {

    /** @throws MalformedTokenException when two keys bear one name */
    public JsonWebKeySet {
        keys = List.copyOf(keys);
        Set<String> names = new HashSet<>();
        for (PublicJwk key : keys) {
            if (!names.add(key.kid())) {
                throw new MalformedTokenException("jwks.keys", "one key per kid", "two named " + key.kid());
            }
        }
    }

    /** The set that holds only {@code key}. */
    public static JsonWebKeySet of(PublicJwk key) {
        return new JsonWebKeySet(List.of(key));
    }

    /**
     * Reads a published key set. A key of a kind we do not verify with is an error, not left out: a set that is silently
     * smaller than published would refuse good certificates without saying why.
     *
     * @throws MalformedTokenException when it is not a set of public P-256 keys
     */
    public static JsonWebKeySet parse(String json) {
        Map<String, Object> members = StrictJson.readObject(json.getBytes(StandardCharsets.UTF_8), "jwks");
        if (!(members.get("keys") instanceof List<?> entries)) {
            throw new MalformedTokenException("jwks.keys", "an array", "none");
        }
        List<PublicJwk> keys = new ArrayList<>();
        for (Object entry : entries) {
            keys.add(PublicJwk.of(StrictJson.readObject(
                    StrictJson.write(entry).getBytes(StandardCharsets.UTF_8), "jwks.keys[" + keys.size() + "]")));
        }
        return new JsonWebKeySet(keys);
    }

    /** The key named {@code kid}, if the issuer has one. */
    public Optional<PublicJwk> find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /** The members as published: {@code {"keys": [...]}}. */
    public Map<String, Object> toMembers() {
        return Map.of("keys", keys.stream().map(PublicJwk::toMembers).toList());
    }

    /** The JSON text as published. */
    public String toJson() {
        return StrictJson.write(toMembers());
    }
}

package org.huzheng.presentation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.huzheng.certificate.CertificateNumber;
import org.huzheng.status.StatusSlot;

/**
 * What a certificate says: claims everybody sees and claims its holder may leave out, each in the order they were added.
 * Values are texts, whole numbers, booleans, lists and maps of those.
 *
 * @param disclosed the claims everybody sees
 * @param selective the claims the holder may leave out; no name occurs in both
 */
public record CredentialContent(Map<String, Object> disclosed, Map<String, Object> selective) {

    /** @throws IllegalArgumentException when a name is reserved or used twice, or a value is not JSON */
    public CredentialContent {
        disclosed = frozen(disclosed);
        selective = frozen(selective);
        for (String name : selective.keySet()) {
            if (CredentialClaims.ALWAYS_DISCLOSED.contains(name) || disclosed.containsKey(name)) {
                throw new IllegalArgumentException(
                        "Claim %s: expected to be disclosed always, found among the selective".formatted(name));
            }
        }
    }

    /**
     * Begins the content of a certificate.
     *
     * @param issuer the issuer's https address
     * @param type the certificate type's address ({@code vct})
     */
    public static Builder of(String issuer, String type, CertificateNumber number) {
        Builder builder = new Builder();
        return builder.disclosed(CredentialClaims.ISSUER, issuer)
                .disclosed(CredentialClaims.TYPE, type)
                .disclosed(CredentialClaims.NUMBER, number.toString());
    }

    /** Its claims are about people. */
    @Override
    public String toString() {
        return "CredentialContent[number=" + disclosed.get(CredentialClaims.NUMBER) + ", redacted]";
    }

    /** Collects the claims in order. */
    public static final class Builder {
        private final Map<String, Object> disclosed = new LinkedHashMap<>();
        private final Map<String, Object> selective = new LinkedHashMap<>();

        private Builder() {}

        /** The validity; whole seconds count. */
        public Builder valid(Instant issuedAt, Instant expiresAt) {
            return disclosed(CredentialClaims.ISSUED_AT, issuedAt.getEpochSecond())
                    .disclosed(CredentialClaims.EXPIRES_AT, expiresAt.getEpochSecond());
        }

        /**
         * Where the status can be found.
         *
         * @param listsUri where the status lists are served
         */
        public Builder status(StatusSlot slot, String listsUri) {
            Map<String, Object> reference = new LinkedHashMap<>();
            reference.put("idx", slot.index());
            reference.put("uri", slot.uri(listsUri));
            return disclosed(CredentialClaims.STATUS, Map.of("status_list", reference));
        }

        /** A claim everybody sees. */
        public Builder disclosed(String name, Object value) {
            add(disclosed, name, value);
            return this;
        }

        /** A claim the holder may leave out. */
        public Builder selective(String name, Object value) {
            add(selective, name, value);
            return this;
        }

        /** The content; names are checked here. */
        public CredentialContent build() {
            return new CredentialContent(disclosed, selective);
        }

        private static void add(Map<String, Object> claims, String name, Object value) {
            if (claims.put(name, value) != null) {
                throw new IllegalArgumentException("Claim %s: expected once, found twice".formatted(name));
            }
        }
    }

    private static Map<String, Object> frozen(Map<?, ?> claims) {
        Map<String, Object> copy = new LinkedHashMap<>();
        claims.forEach((name, value) -> {
            if (!(name instanceof String text) || text.isBlank() || CredentialClaims.MACHINERY.contains(text)) {
                throw new IllegalArgumentException("Claim name: expected none of SD-JWT's own, found \"" + name + "\"");
            }
            copy.put(text, frozenValue(text, value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object frozenValue(String name, Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> members) {
            return frozen(members);
        }
        if (value instanceof List<?> elements) {
            List<Object> copy = new ArrayList<>(elements.size());
            elements.forEach(element -> copy.add(frozenValue(name, element)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException("Claim %s: expected text, whole number, boolean, list or map, found %s"
                .formatted(name, value == null ? "null" : value.getClass().getName()));
    }
}

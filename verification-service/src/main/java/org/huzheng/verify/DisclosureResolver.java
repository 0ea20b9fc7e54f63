package org.huzheng.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huzheng.presentation.CredentialClaims;
import org.huzheng.presentation.Disclosure;
import org.jspecify.annotations.Nullable;

/** Puts disclosed claims where the signed digests name them (RFC 9901 section 7.1), refusing whatever was not signed. */
final class DisclosureResolver {
    private final Map<String, Disclosure> byDigest = new HashMap<>();
    private final Set<String> seenDigests = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    private DisclosureResolver() {}

    /**
     * The claims of {@code payload} with those disclosed, without the machinery of disclosure.
     *
     * @throws RefusedDisclosureException naming why a disclosure is refused
     */
    static Map<String, Object> resolve(Map<String, Object> payload, List<Disclosure> disclosures)
            throws RefusedDisclosureException {
        DisclosureResolver resolver = new DisclosureResolver();
        for (Disclosure disclosure : disclosures) {
            if (resolver.byDigest.put(disclosure.digest(), disclosure) != null) {
                // RFC 9901 section 7.1: one disclosure twice could be two claims to another reader.
                throw new RefusedDisclosureException("同一披露项重复出现", "The same disclosure is presented twice");
            }
        }
        Map<String, Object> claims = resolver.object(payload, true);
        if (resolver.used.size() < disclosures.size()) {
            // RFC 9901 section 7.1 step 5: what no signed digest names was never signed, it was added.
            throw new RefusedDisclosureException(
                    "有 %d 个披露项不在签名范围内".formatted(disclosures.size() - resolver.used.size()),
                    "%d disclosures are referenced by no signed digest"
                            .formatted(disclosures.size() - resolver.used.size()));
        }
        return claims;
    }

    private Map<String, Object> object(Map<?, ?> source, boolean top) throws RefusedDisclosureException {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : source.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (name.equals(CredentialClaims.ELEMENT_DIGEST)) {
                throw new RefusedDisclosureException(
                        "“...”只能单独出现在数组元素中", "\"...\" stands outside of an array element of its own");
            }
            boolean machinery =
                    name.equals(CredentialClaims.DIGESTS) || (top && name.equals(CredentialClaims.DIGEST_ALGORITHM));
            if (!machinery) {
                claims.put(name, value(member.getValue()));
            }
        }
        if (source.containsKey(CredentialClaims.DIGESTS)) {
            addDisclosed(claims, source.get(CredentialClaims.DIGESTS), top);
        }
        return claims;
    }

    private void addDisclosed(Map<String, Object> claims, @Nullable Object digests, boolean top)
            throws RefusedDisclosureException {
        if (!(digests instanceof List<?> list)) {
            throw new RefusedDisclosureException("“_sd”不是摘要数组", "\"_sd\" is not an array of digests");
        }
        for (Object digest : list) {
            Disclosure disclosure = take(digest);
            if (disclosure == null) {
                // Left out by the holder, or a decoy.
                continue;
            }
            String name = disclosure
                    .name()
                    .orElseThrow(() -> new RefusedDisclosureException(
                            "数组元素的披露项被用作声明", "A disclosure of an array element stands for a claim"));
            if (CredentialClaims.MACHINERY.contains(name)) {
                // RFC 9901 section 7.1: such a claim would rewrite which digests count.
                throw new RefusedDisclosureException(
                        "披露项使用了保留名称“%s”".formatted(name), "A disclosure names the reserved \"%s\"".formatted(name));
            }
            if (claims.containsKey(name) || (top && CredentialClaims.ALWAYS_DISCLOSED.contains(name))) {
                // It would replace a claim that everybody was meant to see as signed.
                throw new RefusedDisclosureException(
                        "披露项覆盖了已有声明“%s”".formatted(name), "A disclosure replaces the claim \"%s\"".formatted(name));
            }
            claims.put(name, value(disclosure.value()));
        }
    }

    private List<Object> array(List<?> source) throws RefusedDisclosureException {
        List<Object> elements = new ArrayList<>();
        for (Object element : source) {
            if (element instanceof Map<?, ?> members
                    && members.size() == 1
                    && members.containsKey(CredentialClaims.ELEMENT_DIGEST)) {
                Disclosure disclosure = take(members.get(CredentialClaims.ELEMENT_DIGEST));
                if (disclosure != null) {
                    if (disclosure.name().isPresent()) {
                        throw new RefusedDisclosureException(
                                "声明的披露项被用作数组元素", "A disclosure of a claim stands for an array element");
                    }
                    elements.add(value(disclosure.value()));
                }
            } else {
                elements.add(value(element));
            }
        }
        return elements;
    }

    private Object value(@Nullable Object source) throws RefusedDisclosureException {
        if (source == null) {
            // Our certificates state no nulls; one would read as "nothing known" where nothing was said.
            throw new RefusedDisclosureException("声明的值为空", "A claim has no value");
        }
        if (source instanceof Map<?, ?> members) {
            return object(members, false);
        }
        if (source instanceof List<?> elements) {
            return array(elements);
        }
        return source;
    }

    private @Nullable Disclosure take(@Nullable Object digest) throws RefusedDisclosureException {
        if (!(digest instanceof String text)) {
            throw new RefusedDisclosureException("摘要不是文本", "A digest is not a text");
        }
        if (!seenDigests.add(text)) {
            // RFC 9901 section 7.1 step 4: one disclosure must not stand in two places.
            throw new RefusedDisclosureException("同一摘要出现两次", "A digest occurs twice");
        }
        Disclosure disclosure = byDigest.get(text);
        if (disclosure != null) {
            used.add(text);
        }
        return disclosure;
    }
}

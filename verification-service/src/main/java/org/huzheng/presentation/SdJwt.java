package org.huzheng.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.MalformedTokenException;

/**
 * A certificate in the form it travels: the issuer's signed token and the disclosures that go with it, joined and ended by
 * {@code ~} (RFC 9901 section 4).
 *
 * @param issuerJwt the signed token, compact
 * @param disclosures what is disclosed, in the order of presentation
 */
public record SdJwt(String issuerJwt, List<Disclosure> disclosures) {
    /** The {@code typ} of a verifiable credential in this form (SD-JWT VC). */
    public static final String TYPE = "dc+sd-jwt";

    /** The media type it is served under. */
    public static final String MEDIA_TYPE = "application/" + TYPE;

    public SdJwt {
        disclosures = List.copyOf(disclosures);
    }

    /**
     * Reads a presented certificate; nothing about it is proven by that.
     *
     * @throws MalformedTokenException when a disclosure cannot be read, or a key binding follows, which our certificates
     *     have no use for
     */
    public static SdJwt parse(String text) {
        List<String> parts = List.of(text.split("~", -1));
        if (parts.size() < 2) {
            throw new MalformedTokenException("certificate", "a token followed by ~", "no ~");
        }
        if (!parts.get(parts.size() - 1).isEmpty()) {
            throw new MalformedTokenException("certificate", "~ at the end", "a key binding or a cut-off disclosure");
        }
        List<Disclosure> disclosures = new ArrayList<>();
        for (String part : parts.subList(1, parts.size() - 1)) {
            disclosures.add(Disclosure.parse(part));
        }
        return new SdJwt(parts.get(0), disclosures);
    }

    /** The signed token, read but not verified. */
    public CompactJws token() {
        return CompactJws.parse(issuerJwt);
    }

    /** The same certificate showing only the named claims, as its holder may present it. */
    public SdJwt showing(Set<String> names) {
        return new SdJwt(
                issuerJwt,
                disclosures.stream()
                        .filter(disclosure ->
                                disclosure.name().filter(names::contains).isPresent())
                        .toList());
    }

    /** The text that travels. */
    public String serialize() {
        StringBuilder text = new StringBuilder(issuerJwt).append('~');
        disclosures.forEach(disclosure -> text.append(disclosure.encoded()).append('~'));
        return text.toString();
    }

    /** Its disclosures are about people. */
    @Override
    public String toString() {
        return "SdJwt[%d disclosures, redacted]".formatted(disclosures.size());
    }
}

package org.huzheng.identity;

import java.util.regex.Pattern;

/**
 * The pseudonym of a person (人员标识), the only identifier of one in topic keys, headers, store keys, logs, URLs and metrics: 128 bits of an
 * HMAC-SHA-256 of the normalised identity number under the exchange's secret, base64url without padding (RFC 4648 section 5). Permanent
 * within a generation of the exchange.
 *
 * @param value 22 characters
 */
public record PersonKey(String value) implements Comparable<PersonKey> {
    // The 22nd character carries two bits only, so that one key has one text.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is no key; the message does not repeat it, since it may be anything
     */
    public PersonKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "person key: expected 22 characters of base64url for 128 bits, found another form of "
                            + value.length() + " characters");
        }
    }

    @Override
    public int compareTo(PersonKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

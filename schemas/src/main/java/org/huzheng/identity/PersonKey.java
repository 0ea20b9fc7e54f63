package org.huzheng.identity;

/**
 * The pseudonym of a person (人员标识), the only identifier of one in topic keys, headers, store keys, logs, URLs and metrics: 128 bits of an
 * HMAC-SHA-256 of the normalised identity number under the exchange's secret, base64url without padding (RFC 4648 section 5). Permanent
 * within a generation of the exchange.
 *
 * @param value 22 characters
 */
public record PersonKey(String value) implements Comparable<PersonKey> {
    private static final int LENGTH = 22;
    // The 22nd character carries two bits only, so that one key has one text.
    private static final String LAST_CHARACTERS = "AQgw";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is no key; the message does not repeat it, since it may be anything
     */
    public PersonKey {
        if (!isKey(value)) {
            throw new IllegalArgumentException(
                    "person key: expected 22 characters of base64url for 128 bits, found another form of "
                            + value.length() + " characters");
        }
    }

    // By hand: it is asked for each event.
    private static boolean isKey(String value) {
        if (value.length() != LENGTH || LAST_CHARACTERS.indexOf(value.charAt(LENGTH - 1)) < 0) {
            return false;
        }
        for (int index = 0; index < LENGTH - 1; index++) {
            char character = value.charAt(index);
            boolean base64url = (character >= 'A' && character <= 'Z')
                    || (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || character == '-'
                    || character == '_';
            if (!base64url) {
                return false;
            }
        }
        return true;
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

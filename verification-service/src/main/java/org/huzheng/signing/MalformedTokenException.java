package org.huzheng.signing;

/**
 * A token, key or disclosure whose text is not what its standard prescribes.
 *
 * <p>The message names place, expectation and finding; it never repeats claim values, since a malformed token may still
 * carry personal data.
 */
public final class MalformedTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    /**
     * @param where the part that is malformed, such as {@code header.alg}
     * @param expected what the standard prescribes there
     * @param found what stood there, without personal data
     */
    public MalformedTokenException(String where, String expected, String found) {
        super("%s: expected %s, found %s".formatted(where, expected, found));
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /** The message: {@code where: expected …, found …}. */
    public String description() {
        return "%s: expected %s, found %s".formatted(where, expected, found);
    }

    /** The part that is malformed. */
    public String where() {
        return where;
    }

    /** What the standard prescribes at that part. */
    public String expected() {
        return expected;
    }

    /** What stood there instead. */
    public String found() {
        return found;
    }
}

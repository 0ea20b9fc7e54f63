package org.huzheng.codes;

/** A code that its list does not hold. Such a code is quarantined with its record, never guessed at. */
public final class UnknownCodeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String list;
    private final String found;

    UnknownCodeException(String list, String found) {
        super("代码不在代码表中 code not in list: expected a code of %s, found \"%s\"".formatted(list, found));
        this.list = list;
        this.found = found;
    }

    /** The standard the list comes from, e.g. {@code GB/T 4761-2008}. */
    public String list() {
        return list;
    }

    /** The code as found. */
    public String found() {
        return found;
    }
}

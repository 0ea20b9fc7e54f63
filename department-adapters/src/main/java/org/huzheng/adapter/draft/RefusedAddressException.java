package org.huzheng.adapter.draft;

/** A mapping cannot state this address. Says what was expected and what was found; never more of the address than its scheme. */
public final class RefusedAddressException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    RefusedAddressException(String expected, String found) {
        super("expected " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    /** What the address should have been. */
    public String expected() {
        return expected;
    }

    /** What it was. */
    public String found() {
        return found;
    }
}

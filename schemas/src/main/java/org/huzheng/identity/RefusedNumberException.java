package org.huzheng.identity;

/** A number of a person or an organisation that does not follow its standard. The message never holds the whole number. */
public abstract sealed class RefusedNumberException extends IllegalArgumentException
        permits IdentityNumberException, CreditCodeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;
    private final int position;

    RefusedNumberException(String message, String expected, String found, int position) {
        super(message + ": expected " + expected + ", found " + found + (position > 0 ? " at " + position : ""));
        this.expected = expected;
        this.found = found;
        this.position = position;
    }

    /** Code of the rule that refused the number, stable across releases. */
    public abstract String ruleCode();

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** The offending part only, masked where it is personal. */
    public String found() {
        return found;
    }

    /** Position of the offending part in the number as normalised, from 1; 0 when it is the whole. */
    public int position() {
        return position;
    }
}

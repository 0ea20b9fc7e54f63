package org.huzheng.adapter.expression;

/** A text is no expression of the type asked for. Says what was expected and found; where, says who read it. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    ExpressionException(String expected, String found) {
        super("expected " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }

    /** What was found, with line and column of the expression where it is known. */
    public String found() {
        return found;
    }
}

package org.huzheng.adapter.source.filedrop.format;

/** A whole file is refused and none of its rows is handed over. Says what was expected and what was found; never a row. */
public final class RefusedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    public RefusedFileException(String expected, String found) {
        super("expected " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    public RefusedFileException(String expected, String found, Throwable cause) {
        super("expected " + expected + ", found " + found, cause);
        this.expected = expected;
        this.found = found;
    }

    /** What the file should have been. */
    public String expected() {
        return expected;
    }

    /** What it was. */
    public String found() {
        return found;
    }
}

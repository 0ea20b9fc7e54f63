package org.huzheng.adapter.expression;

import java.util.Optional;

/**
 * An expression has no value for a row: a conversion, an index or a key fails, or a column is missing. Has no stack trace: it is an outcome of the
 * row, not a fault.
 */
public final class NoValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> missingColumn;

    NoValueException(String reason, Optional<String> missingColumn) {
        super(reason, null, false, false);
        this.missingColumn = missingColumn;
    }

    /** The column the expression names and the row lacks, if that is the reason. */
    public Optional<String> missingColumn() {
        return missingColumn;
    }
}

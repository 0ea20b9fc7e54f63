package org.huzheng.broker.registry;

import org.jspecify.annotations.Nullable;

/** The registry's topic holds something the registry did not write, or cannot be read at all: it refuses to serve rather than guess. */
public final class LedgerUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LedgerUnreadable(@Nullable String message) {
        super(message);
    }

    LedgerUnreadable(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}

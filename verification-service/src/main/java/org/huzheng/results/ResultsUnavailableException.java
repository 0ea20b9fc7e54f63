package org.huzheng.results;

/** The stores cannot be read at the moment: the instance is starting, restoring or stopping. */
public final class ResultsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResultsUnavailableException(String store, Throwable cause) {
        super("store " + store + ": expected to be readable, found it is not yet or no longer", cause);
    }
}

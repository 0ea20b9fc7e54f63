package org.huzheng.broker.plan;

/** The broker or the registry did not answer, or answered something else than its protocol. */
public final class ExchangeUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExchangeUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}

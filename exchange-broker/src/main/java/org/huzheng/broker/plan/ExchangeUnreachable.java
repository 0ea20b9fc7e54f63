package org.huzheng.broker.plan;

/** The broker did not answer in time, or refused. */
public final class ExchangeUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExchangeUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}

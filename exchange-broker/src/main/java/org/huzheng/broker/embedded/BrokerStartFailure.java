package org.huzheng.broker.embedded;

/** The embedded node could not start; the message says what was expected, what was found, and where. */
public final class BrokerStartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartFailure(String message) {
        super(message);
    }

    BrokerStartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.adapter.lease;

import org.apache.kafka.common.KafkaException;

/** The department's adapter runs elsewhere, or it cannot be known. The message names the other and says what to do. */
public final class LeaseException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public LeaseException(String message) {
        super(message);
    }

    public LeaseException(String message, Throwable cause) {
        super(message, cause);
    }
}

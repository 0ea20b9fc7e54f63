package org.huzheng.adapter.lease;

import org.apache.kafka.common.KafkaException;

/** An adapter may not run: another of its department does, or the brokers did not say. The message names the other and says what to do. */
public final class LeaseException extends KafkaException {
    private static final long serialVersionUID = 1L;

    private final boolean heldByAnother;

    private LeaseException(String message, boolean heldByAnother) {
        super(message);
        this.heldByAnother = heldByAnother;
    }

    LeaseException(String message, Throwable cause) {
        super(message, cause);
        this.heldByAnother = false;
    }

    /** Another adapter runs. */
    public static LeaseException heldByAnother(String message) {
        return new LeaseException(message, true);
    }

    /** Nobody is known to run, yet this one was not let. */
    static LeaseException notGiven(String message) {
        return new LeaseException(message, false);
    }

    public boolean isHeldByAnother() {
        return heldByAnother;
    }
}

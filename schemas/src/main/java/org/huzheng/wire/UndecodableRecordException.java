package org.huzheng.wire;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A value that no waiting will make readable: poison, to be set aside under its topic, partition and offset. The message says what is wrong
 * with the form and never repeats the value.
 */
public final class UndecodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UndecodableRecordException(String message) {
        super(message);
    }

    public UndecodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.wire;

import org.apache.kafka.common.errors.SerializationException;

/** A record that its own schema does not allow, such as one without a required field. The message never repeats the value. */
public final class UnencodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnencodableRecordException(String message) {
        super(message);
    }
}

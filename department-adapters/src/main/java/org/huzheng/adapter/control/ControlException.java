package org.huzheng.adapter.control;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The control topic holds something else than expected, or could not be written. The message says what and where. */
public final class ControlException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public ControlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.adapter.publish;

import org.apache.kafka.common.KafkaException;

/**
 * Something on the exchange is not as the adapter left it or needs it. The message says what was expected and found. The transaction is not
 * committed; the adapter starts anew from what is.
 */
public class PublishException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public PublishException(String message) {
        super(message);
    }

    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.huzheng.adapter.publish;

/** The record index on this machine's disk cannot be used. It may be deleted: it is made anew from the record topics. */
public final class RecordIndexException extends PublishException {
    private static final long serialVersionUID = 1L;

    RecordIndexException(String message, Throwable cause) {
        super(message, cause);
    }
}

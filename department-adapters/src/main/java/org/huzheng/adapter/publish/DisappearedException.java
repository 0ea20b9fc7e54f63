package org.huzheng.adapter.publish;

/**
 * More has disappeared from a source than may: it is not believed, and nothing of it is published. The message says of which records how many there
 * were and how many were not found, and what to do.
 */
public final class DisappearedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DisappearedException(String message) {
        super(message);
    }
}

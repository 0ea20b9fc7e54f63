package org.huzheng.adapter.validation;

/** A row is refused; carries the {@link Rejection} up to where the row is known. Has no stack trace: it is an outcome, not a fault. */
public final class RejectedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    public RejectedValueException(Rejection rejection) {
        super(rejection.toString(), null, false, false);
        this.rejection = rejection;
    }

    /** Why the row is refused. */
    public Rejection rejection() {
        return rejection;
    }
}

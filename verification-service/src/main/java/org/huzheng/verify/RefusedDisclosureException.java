package org.huzheng.verify;

/** A disclosure that must not be believed; the reason names no value. */
final class RefusedDisclosureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    RefusedDisclosureException(String zh, String en) {
        super(en);
        this.reason = new Reason(zh, en);
    }

    Reason reason() {
        return reason;
    }
}

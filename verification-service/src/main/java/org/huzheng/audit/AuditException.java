package org.huzheng.audit;

/** The audit could not be carried out; says nothing about the decisions. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditException(String message) {
        super(message);
    }
}

package org.huzheng.broker.plan;

/** The registry answered and refused, for example an incompatible schema (409) or wrong credentials (401). */
public final class RegistryRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RegistryRefusal(String message, int status) {
        super(message);
        this.status = status;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }
}

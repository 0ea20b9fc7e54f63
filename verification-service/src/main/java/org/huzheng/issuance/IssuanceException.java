package org.huzheng.issuance;

/** A decision cannot be acted on. Issuing stops at it, since passing over a revocation would leave a certificate standing. */
public final class IssuanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IssuanceException(String decisionId, String expected, String found) {
        super("decision " + decisionId + ": expected " + expected + ", found " + found);
    }
}

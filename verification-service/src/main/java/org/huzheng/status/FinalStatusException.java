package org.huzheng.status;

/** An attempt to turn a certificate that is invalid for ever into anything else. */
public final class FinalStatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FinalStatusException(StatusSlot slot, CredentialStatus wanted) {
        super("Status list %s, slot %d: expected no further change after INVALID, found %s"
                .formatted(slot.listId(), slot.index(), wanted));
    }
}

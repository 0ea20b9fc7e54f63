package org.huzheng.decision;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.CertificateStatus;

/**
 * How the certificates of one request live on: what each new judgement does to them.
 *
 * @param status state of the latest certificate, empty when none was issued
 * @param version version of the latest certificate, 0 when none was issued
 * @param contentDigest SHA-256 of what the latest certificate says, empty when none was issued
 */
record Lifecycle(Optional<CertificateStatus> status, int version, Optional<ByteBuffer> contentDigest) {

    /** What a judgement does, and what is so afterwards. */
    record Turn(CertificateAction action, Lifecycle after) {}

    /** Whether somebody holds a certificate that is, or may become, valid. */
    boolean isInHand() {
        return status.filter(known -> known != CertificateStatus.REVOKED).isPresent();
    }

    Turn on(Answer answer, Optional<ByteBuffer> newContent) {
        if (newContent.isPresent()) {
            return onGrant(newContent.get());
        }
        if (!isInHand()) {
            return stay();
        }
        return switch (answer) {
            case MISMATCH, NO_RECORD, RECORD_INACTIVE -> turn(CertificateAction.REVOKE, CertificateStatus.REVOKED);
            case AMBIGUOUS, UNDER_REVIEW, STALE ->
                status.equals(Optional.of(CertificateStatus.SUSPENDED))
                        ? stay()
                        : turn(CertificateAction.SUSPEND, CertificateStatus.SUSPENDED);
            case MATCH, UNKNOWN ->
                throw new IllegalArgumentException("expected content with MATCH and a known answer, found " + answer);
        };
    }

    private Turn onGrant(ByteBuffer content) {
        if (!isInHand()) {
            return issue(CertificateAction.ISSUE, content);
        }
        if (!contentDigest.equals(Optional.of(content))) {
            return issue(CertificateAction.SUPERSEDE, content);
        }
        return status.equals(Optional.of(CertificateStatus.SUSPENDED))
                ? turn(CertificateAction.REINSTATE, CertificateStatus.VALID)
                : stay();
    }

    private Turn issue(CertificateAction action, ByteBuffer content) {
        return new Turn(action, new Lifecycle(Optional.of(CertificateStatus.VALID), version + 1, Optional.of(content)));
    }

    private Turn turn(CertificateAction action, CertificateStatus next) {
        return new Turn(action, new Lifecycle(Optional.of(next), version, contentDigest));
    }

    private Turn stay() {
        return new Turn(CertificateAction.NONE, this);
    }
}

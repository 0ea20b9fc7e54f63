package org.huzheng.decision;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CertificateType.BoundRequest;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.CertificateAction;
import org.huzheng.exchange.RequestForm;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;

/**
 * The latest certificate of a case: what became of it, what it says, and when it was issued.
 *
 * @param state of the case, in which all of it is kept
 */
record InHand(CaseState state) {

    /** Before another judging begins: a certificate of a build that did not note when it was issued was so no later than it was judged last. */
    void noteWhen() {
        if (state.getStatus() != null && state.getCertifiedAt() == null) {
            state.setCertifiedAt(state.getOpenedAt());
        }
    }

    /** What the certificate said, where it still says it of the day on which it was issued: no later fact touches it then. */
    <Q extends SpecificRecord> Optional<Verdict> asCertified(BoundRequest<Q> bound, CaseFile file) {
        Lifecycle life = lifecycle();
        Instant certifiedAt = state.getCertifiedAt();
        return certifiedAt == null || !life.isInHand()
                ? Optional.empty()
                : bound.type()
                        .judge()
                        .asCertified(
                                bound.request(),
                                file,
                                certifiedAt.atOffset(Registered.CHINA).toLocalDate())
                        .filter(verdict -> life.contentDigest().isPresent()
                                && contentDigestOf(verdict).equals(life.contentDigest()))
                        .findFirst();
    }

    /** What a verdict does to it; nothing where no certificate was asked for. */
    Lifecycle.Turn turn(RequestForm form, Verdict verdict) {
        return form == RequestForm.CERTIFICATE
                ? lifecycle().on(verdict.answer(), contentDigestOf(verdict))
                : new Lifecycle.Turn(CertificateAction.NONE, lifecycle());
    }

    /** Keeps what it is after a turn. */
    void take(Lifecycle after) {
        if (after.version() > state.getCertificateVersion()) {
            state.setCertifiedAt(state.getOpenedAt());
        }
        state.setStatus(after.status().orElse(null));
        state.setCertificateVersion(after.version());
        state.setContentDigest(after.contentDigest().orElse(null));
    }

    private Lifecycle lifecycle() {
        return new Lifecycle(
                Optional.ofNullable(state.getStatus()),
                state.getCertificateVersion(),
                Optional.ofNullable(state.getContentDigest()));
    }

    private static Optional<ByteBuffer> contentDigestOf(Verdict verdict) {
        return verdict.content()
                .map(said -> RecordDigest.sha256(AvroWire.body(said)).buffer());
    }
}

package org.huzheng.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huzheng.event.EventHeader;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Evidence;
import org.huzheng.exchange.StatusChange;

/**
 * What a certificate rests on, down to the records; no personal data in it.
 *
 * @param certificate the certificate; its credential is not for printing
 * @param decision head of the decision it was issued from
 * @param decisionUntouched whether the decision's bytes still have the digest the certificate names
 * @param evidence the records, in the decision's order
 * @param changes what became of it, oldest first
 */
public record CertificateTrail(
        Certificate certificate,
        DecisionHeader decision,
        boolean decisionUntouched,
        List<EvidenceRecord> evidence,
        List<StatusChange> changes) {
    public CertificateTrail {
        evidence = List.copyOf(evidence);
        changes = List.copyOf(changes);
    }

    /**
     * One record of the evidence.
     *
     * @param evidence as the decision names it
     * @param header head of the event that lies there, empty when none can be read there
     * @param appendedAt its append time, empty when nothing lies there
     * @param untouched whether its bytes still have the digest the decision names
     */
    public record EvidenceRecord(
            Evidence evidence, Optional<EventHeader> header, Optional<Instant> appendedAt, boolean untouched) {}
}

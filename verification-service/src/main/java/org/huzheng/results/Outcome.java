package org.huzheng.results;

import java.util.Optional;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.KnownDecision;

/**
 * What became of a request so far.
 *
 * @param decision the latest decision
 * @param certificate the latest certificate, once one was issued
 */
public record Outcome(KnownDecision decision, Optional<Certificate> certificate) {
    /** Certificates hold personal data. */
    @Override
    public String toString() {
        return "Outcome[" + decision.getHeader().getDecisionId() + ", certificate=" + certificate.isPresent() + "]";
    }
}

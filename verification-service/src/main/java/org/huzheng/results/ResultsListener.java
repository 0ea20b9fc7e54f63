package org.huzheng.results;

import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.KnownDecision;

/** Is told of committed results after they can be looked up. Called from one thread, which must not be kept. */
public interface ResultsListener {
    /** A request was committed. */
    void requested(String requestId);

    /** A decision was committed. */
    void decided(KnownDecision decision);

    /** A certificate was committed. */
    void issued(Certificate certificate);

    /** The status of a certificate in this list was changed. */
    void statusChanged(String listId);
}

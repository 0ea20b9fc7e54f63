package org.huzheng.results;

import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.KnownDecision;

/**
 * Hands committed results to those who wait and to the status lists.
 *
 * @param waiters who waits in this instance
 * @param statusLists the status lists this instance serves
 */
public record FollowedResults(Waiters waiters, StatusListTokens statusLists) implements ResultsListener {
    @Override
    public void requested(String requestId) {
        waiters.requested(requestId);
    }

    @Override
    public void decided(KnownDecision decision) {
        waiters.decided(decision);
    }

    @Override
    public void issued(Certificate certificate) {
        waiters.issued(certificate);
    }

    @Override
    public void statusChanged(String listId) {
        statusLists.statusChanged(listId);
    }
}

package org.huzheng.results;

import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.huzheng.wire.SingleObjectSerde;

/** How results lie in the stores. */
final class ResultCodecs {
    static final SingleObjectSerde<RequestHeader> REQUEST = new SingleObjectSerde<>(RequestHeader.class);
    static final SingleObjectSerde<KnownDecision> DECISION = new SingleObjectSerde<>(KnownDecision.class);
    static final SingleObjectSerde<Certificate> CERTIFICATE = new SingleObjectSerde<>(Certificate.class);
    static final SingleObjectSerde<StatusChange> STATUS = new SingleObjectSerde<>(StatusChange.class);
    static final SingleObjectSerde<Dispute> DISPUTE = new SingleObjectSerde<>(Dispute.class);
    static final SingleObjectSerde<DisputeStatement> STATEMENT = new SingleObjectSerde<>(DisputeStatement.class);

    private ResultCodecs() {}
}

package org.huzheng.cases;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.catalogue.Topic;
import org.huzheng.certificate.KnownCertificateTypes;
import org.huzheng.topology.DrivenTopology;

/**
 * The judging topology as something cases are played on.
 *
 * @param topology the topology
 */
record DrivenExchange(DrivenTopology topology) implements CaseExchange {
    @Override
    public void append(CaseEvent event, Instant at) {
        topology.append(event, at);
    }

    @Override
    public void mark(Topic topic, Instant committedBefore, Instant at) {
        topology.mark(topic, committedBefore, at);
    }

    @Override
    public List<SpecificRecord> ask(SpecificRecord request, Instant at) {
        topology.ask(request, at);
        return decisionsOn(request);
    }

    List<SpecificRecord> decisionsOn(SpecificRecord request) {
        return topology.decisionsOn(
                KnownCertificateTypes.all().requestHeaderOf(request).getRequestId());
    }
}

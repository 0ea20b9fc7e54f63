package org.huzheng.adapter.run;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.huzheng.adapter.mapping.Mapping;
import org.huzheng.adapter.mapping.Mappings;
import org.huzheng.adapter.mapping.RowMapper;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.adapter.publish.Replay;
import org.huzheng.adapter.quarantine.QuarantineEntry;
import org.huzheng.catalogue.Topics;

/** Takes entries of the quarantine through a mapping, as an order to do so would, and answers nobody. */
final class Replays {
    private Replays() {}

    static Replay.Outcome of(ExchangeSession session, Mapping mapping, List<QuarantineEntry> entries) {
        return session.quarantine()
                .replay(
                        entries,
                        new RowMapper(mapping, Mappings.KEYS),
                        outcome -> new ProducerRecord<>(
                                Topics.adapterControlOf(mapping.department()).name(),
                                "test/answer",
                                new byte[] {'{', '}'}));
    }
}

package org.huzheng.topology;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.huzheng.topology.Scenario.NOON;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.huzheng.cases.PlayedCase;
import org.huzheng.cases.WorkedCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that an earlier build left behind is refused, never misread. */
class EarlierDossiersTest {
    private static final PlayedCase PEOPLE = WorkedCase.inline("earlier", """
        people: {wang: 王强 M 1985-09-09}
        records: [{entry: h1, of: wang}]
        ask: []
        """).played("earlier");

    private final DrivenTopology topology = new DrivenTopology();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldRefuseRowsThatDoNotSayWhenTheyWereAppended() {
        // Given
        Scenario.publish(topology, PEOPLE);
        shortenRows(topology.store(Stores.DOSSIERS));

        // When / Then
        assertThatThrownBy(() -> topology.ask(PEOPLE.request("alive", "{claim: ALIVE, of: wang}"), NOON))
                .hasRootCauseInstanceOf(EarlierDossiersException.class)
                .hasStackTraceContaining("expected rows whose keys end in 28 bytes after the record id, found 20");
    }

    private static void shortenRows(KeyValueStore<Bytes, byte[]> dossiers) {
        List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = dossiers.all()) {
            all.forEachRemaining(rows::add);
        }
        for (KeyValue<Bytes, byte[]> row : rows) {
            byte[] key = row.key.get();
            dossiers.delete(row.key);
            dossiers.put(Bytes.wrap(Arrays.copyOf(key, key.length - Long.BYTES)), row.value);
        }
    }
}

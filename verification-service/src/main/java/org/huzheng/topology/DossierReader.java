package org.huzheng.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.huzheng.decision.RecordDecoder;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RecordsRead;

/** Reads the dossiers of this instance's tasks from other threads than theirs. */
public final class DossierReader {
    private final LocalStores stores;
    private final RecordDecoder decoder;

    /**
     * @param stores stores of the judging topology in this instance
     * @param decoder decodes the value bytes they hold
     */
    public DossierReader(LocalStores stores, RecordDecoder decoder) {
        this.stores = stores;
        this.decoder = decoder;
    }

    /** Stores of the tasks that run in this instance. */
    @FunctionalInterface
    public interface LocalStores {
        /**
         * A store of one partition.
         *
         * @throws InvalidStateStoreException if it is not here, or cannot be read now
         */
        <K, V> ReadOnlyKeyValueStore<K, V> of(String name, int partition);
    }

    /**
     * The answer to a question, from what had been read.
     *
     * @param at where the question lies, in the partition of the person asked
     * @throws InvalidStateStoreException if the dossiers are not here, or cannot be read now
     */
    public PartialAnswer answer(PartialQuestion question, Locator at, RecordsRead read) {
        ReadOnlyKeyValueStore<Bytes, byte[]> dossiers = stores.of(Stores.DOSSIERS, at.getPartition());
        return new Searching(new OwnRecords(dossiers, decoder))
                .answer(question, at, ReadPositions.stateOf(read, at.getPartition()));
    }

    /**
     * Whether a claim came to the judging before the one that lies at a place, under the same id.
     *
     * @throws InvalidStateStoreException if what was judged is not here, or cannot be read now
     */
    public boolean isRepeated(String requestId, Locator place) {
        ReadOnlyKeyValueStore<String, Long> claims = stores.of(Stores.CLAIMS, place.getPartition());
        Long judged = claims.get(requestId);
        return judged != null && judged != place.getOffset();
    }
}

package org.huzheng.topology;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Has RocksDB merge each task's dossier store into one sorted run from time to time. A person's records are written over years, so they lie in every run that
 * universal compaction, which Streams sets, has left, and a question reads a block of each. Once merged they lie side by side, and rows that were written again
 * take no room any more.
 *
 * <p>It begins when the store is opened, or RocksDB has flushed something, after a file has become that old; it goes on in the background and rewrites the whole
 * store.
 */
public final class MergedDossiers implements RocksDBConfigSetter {
    /** Streams setting: how old files of the dossier store may become, seconds. */
    public static final String PERIOD_SECONDS = "huzheng.dossiers.merged.seconds";

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        if (storeName.equals(Stores.DOSSIERS)) {
            options.setPeriodicCompactionSeconds(
                    Objects.requireNonNull((Long) configs.get(PERIOD_SECONDS), PERIOD_SECONDS));
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // nothing was opened
    }
}

package org.huzheng.adapter.publish;

import java.util.Arrays;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The records of an index that were not seen: both are read side by side in the order of their keys, so that memory holds one of each. */
final class UnseenRecords implements AutoCloseable {
    /** Keys below it are not of records. */
    private static final byte[] FIRST_RECORD = {1};

    private final RocksIterator records;
    private final RocksIterator seen;
    private byte[] found = {};

    UnseenRecords(RocksIterator records, RocksIterator seen) {
        this.records = records;
        this.seen = seen;
        records.seek(FIRST_RECORD);
        seen.seekToFirst();
    }

    /** The next one; empty after the last. */
    Optional<RecordReference> next() {
        while (records.isValid()) {
            byte[] key = records.key();
            while (seen.isValid() && Arrays.compareUnsigned(seen.key(), key) < 0) {
                seen.next();
            }
            boolean wasSeen = seen.isValid() && Arrays.equals(seen.key(), key);
            if (!wasSeen) {
                found = records.value();
            }
            records.next();
            if (!wasSeen) {
                return Optional.of(PublishedVersionForm.reference(key));
            }
        }
        requireWholeReading();
        return Optional.empty();
    }

    /** What was last published of the one found last. */
    PublishedVersion version() {
        return PublishedVersionForm.read(found);
    }

    /** An iterator that failed looks like one at its end. */
    private void requireWholeReading() {
        try {
            records.status();
            seen.status();
        } catch (RocksDBException e) {
            throw new RecordIndexException("record index: expected to read every record", e);
        }
    }

    @Override
    public void close() {
        records.close();
        seen.close();
    }
}

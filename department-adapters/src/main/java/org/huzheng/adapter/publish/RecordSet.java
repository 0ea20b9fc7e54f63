package org.huzheng.adapter.publish;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A set of records on disk, in a column family of a record index's database. Filled by one thread. */
final class RecordSet implements AutoCloseable {
    private final RocksDB database;
    private final ColumnFamilyDescriptor family;
    private final WriteOptions writing;
    private ColumnFamilyHandle handle;
    private volatile boolean holdsAny;

    /**
     * Takes over a column family.
     *
     * @param family what it is made anew from
     * @param handle its handle, closed with this
     */
    RecordSet(RocksDB database, ColumnFamilyDescriptor family, ColumnFamilyHandle handle, WriteOptions writing) {
        this.database = database;
        this.family = family;
        this.handle = handle;
        this.writing = writing;
    }

    void add(Iterable<RecordReference> records) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (RecordReference record : records) {
                batch.put(handle, PublishedVersionForm.key(record), new byte[0]);
            }
            if (batch.count() > 0) {
                database.write(writing, batch);
                holdsAny = true;
            }
        }
    }

    /** Whether each of these records was added since this was made; safe for use by any thread while nothing is added. */
    List<Boolean> holds(List<RecordReference> records) throws RocksDBException {
        if (!holdsAny || records.isEmpty()) {
            return Collections.nCopies(records.size(), false);
        }
        List<byte[]> keys = records.stream().map(PublishedVersionForm::key).toList();
        return database.multiGetAsList(Collections.nCopies(keys.size(), handle), keys).stream()
                .map(Objects::nonNull)
                .toList();
    }

    void clear() throws RocksDBException {
        database.dropColumnFamily(handle);
        handle.close();
        handle = database.createColumnFamily(family);
        holdsAny = false;
    }

    /** The records in the order of their keys. */
    RocksIterator iterator() {
        return database.newIterator(handle);
    }

    @Override
    public void close() {
        handle.close();
    }
}

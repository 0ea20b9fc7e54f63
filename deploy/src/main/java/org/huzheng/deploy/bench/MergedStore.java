package org.huzheng.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.huzheng.deploy.trial.TrialException;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** A store of Streams that is stopped, merged into one sorted run, as the service has it done once a day. */
final class MergedStore {
    private MergedStore() {}

    /**
     * Merges every store of a name.
     *
     * @param state where the application's state lies
     * @throws TrialException if there is none, or RocksDB cannot
     */
    static void merge(Path state, String name) throws TrialException, IOException {
        List<Path> stores;
        try (Stream<Path> all = Files.walk(state)) {
            stores = all.filter(path -> path.endsWith(name) && Files.isDirectory(path))
                    .toList();
        }
        if (stores.isEmpty()) {
            throw new TrialException("没有要合并的存储。", "Expected a store " + name + " under " + state + ", found none");
        }
        for (Path store : stores) {
            try {
                merge(store);
            } catch (RocksDBException failure) {
                throw new TrialException(
                        "存储合并不了。", "Expected RocksDB to merge " + store + ", found: " + failure.getMessage(), failure);
            }
        }
    }

    private static void merge(Path store) throws RocksDBException {
        try (Options listing = new Options();
                DBOptions options = new DBOptions();
                ColumnFamilyOptions family = new ColumnFamilyOptions().setCompactionStyle(CompactionStyle.UNIVERSAL)) {
            List<ColumnFamilyDescriptor> families = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(listing, store.toString())) {
                families.add(new ColumnFamilyDescriptor(name, family));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            try (RocksDB database = RocksDB.open(options, store.toString(), families, handles)) {
                for (ColumnFamilyHandle handle : handles) {
                    database.compactRange(handle);
                }
                handles.forEach(ColumnFamilyHandle::close);
            }
        }
    }
}

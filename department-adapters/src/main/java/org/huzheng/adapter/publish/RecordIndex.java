package org.huzheng.adapter.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What was last published of each record, on disk. A cache: everything in it can be read again from the record topics, and it states how far
 * it has them; which records had a row refused it is told at each opening. It is written only behind what is committed, and without a log of its
 * own: what a crash takes from it are the last entries together with the statement that they were there. Used by one thread.
 *
 * <p>Its memory lies outside Java's heap and is bounded whatever the number of records: {@link #CACHE_BYTES} for blocks, filters and their
 * index, and three write buffers of {@link #WRITE_BUFFER_BYTES}; as many again while a snapshot is watched, and once rows of published records
 * were refused.
 */
final class RecordIndex implements AutoCloseable {
    private static final long CACHE_BYTES = 48L << 20;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final int WRITE_BUFFERS = 3;
    private static final double WRITE_BUFFER_FILTER_SHARE = 0.05;
    private static final int FILTER_BITS = 10;
    private static final int OPEN_FILES = 256;
    private static final int LOG_FILES = 2;

    private static final byte[] ORIGIN = bytes("\0origin");
    private static final String OFFSET = "\0offset/";
    private static final byte[] SEEN = bytes("seen");
    private static final byte[] REFUSED = bytes("refused");

    private final Path directory;
    private final Cache cache = new LRUCache(CACHE_BYTES);
    private final BloomFilter filter = new BloomFilter(FILTER_BITS);
    private final ColumnFamilyOptions tables;
    private final DBOptions options = new DBOptions();
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private RocksDB database;
    private ColumnFamilyHandle records;
    private RecordSet seen;
    private RecordSet refused;

    static {
        RocksDB.loadLibrary();
    }

    // The database is opened last, when everything it is opened with is there.
    @SuppressWarnings("NullAway.Init")
    private RecordIndex(Path directory) {
        this.directory = directory;
        this.tables = new ColumnFamilyOptions()
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                // Most rows of a first run are of records nobody has seen: a filter says so at once.
                .setMemtablePrefixBloomSizeRatio(WRITE_BUFFER_FILTER_SHARE)
                .setMemtableWholeKeyFiltering(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(filter));
        options.setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setMaxOpenFiles(OPEN_FILES)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(LOG_FILES);
    }

    /**
     * Opens the index in a directory, which is made if it is not there.
     *
     * @throws RecordIndexException if it cannot be opened, for instance because another adapter has it open
     */
    static RecordIndex open(Path directory) {
        RecordIndex index = new RecordIndex(directory);
        try {
            Files.createDirectories(directory);
            index.openDatabase();
            return index;
        } catch (IOException | RocksDBException e) {
            index.closeOptions();
            throw new RecordIndexException(
                    "record index: expected a directory that can be written and that no other adapter has open at "
                            + directory,
                    e);
        }
    }

    private void openDatabase() throws RocksDBException {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> families = Stream.of(RocksDB.DEFAULT_COLUMN_FAMILY, SEEN, REFUSED)
                .map(name -> new ColumnFamilyDescriptor(name, tables))
                .toList();
        database = RocksDB.open(options, directory.toString(), families, handles);
        records = handles.get(0);
        seen = new RecordSet(database, families.get(1), handles.get(1), writing);
        refused = new RecordSet(database, families.get(2), handles.get(2), writing);
    }

    /** Which topics the entries are of; empty of an index that was never filled. */
    Optional<String> origin() {
        return asked(() -> Optional.ofNullable(database.get(records, ORIGIN))
                .map(text -> new String(text, StandardCharsets.UTF_8)));
    }

    /** Forgets everything: from now on the entries are of other topics. */
    void beginAnew() {
        tell(() -> {
            closeDatabase();
            try (Options destroying = new Options()) {
                RocksDB.destroyDB(directory.toString(), destroying);
            }
            openDatabase();
        });
    }

    /** States which topics the entries are of. */
    void belongTo(String origin) {
        tell(() -> database.put(records, writing, ORIGIN, bytes(origin)));
    }

    /** Offset below which every event of the partition is in the index. */
    long completeBelow(TopicPartition partition) {
        return asked(() -> {
            byte[] offset = database.get(records, offsetKey(partition));
            return offset == null ? 0L : ByteBuffer.wrap(offset).getLong();
        });
    }

    Optional<PublishedVersion> lastOf(RecordReference record) {
        return asked(() -> Optional.ofNullable(database.get(records, PublishedVersionForm.key(record)))
                .map(PublishedVersionForm::read));
    }

    /** What was last published of each of these records, in their order. Safe for use by any thread between two stores. */
    List<Optional<PublishedVersion>> lastOf(List<RecordReference> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        return asked(() -> {
            List<byte[]> keys =
                    references.stream().map(PublishedVersionForm::key).toList();
            List<Optional<PublishedVersion>> found = new ArrayList<>(references.size());
            for (byte[] written : database.multiGetAsList(Collections.nCopies(keys.size(), records), keys)) {
                found.add(Optional.ofNullable(written).map(PublishedVersionForm::read));
            }
            return found;
        });
    }

    /** Stores versions together with how far the partitions of their events are then complete. */
    void put(Map<RecordReference, PublishedVersion> versions, Map<TopicPartition, Long> completeBelow) {
        tell(() -> {
            try (WriteBatch batch = new WriteBatch()) {
                for (Map.Entry<RecordReference, PublishedVersion> version : versions.entrySet()) {
                    batch.put(
                            records,
                            PublishedVersionForm.key(version.getKey()),
                            PublishedVersionForm.write(version.getValue()));
                }
                for (Map.Entry<TopicPartition, Long> offset : completeBelow.entrySet()) {
                    batch.put(
                            records,
                            offsetKey(offset.getKey()),
                            ByteBuffer.allocate(Long.BYTES)
                                    .putLong(offset.getValue())
                                    .array());
                }
                database.write(writing, batch);
            }
        });
    }

    /** Remembers that rows of these records were refused. Not told by the record topics: whoever opens the index says it again. */
    void refuse(Iterable<RecordReference> records) {
        tell(() -> refused.add(records));
    }

    /** Which of these records had a row refused, in their order. Safe for use by any thread between two stores. */
    List<Boolean> wereRefused(List<RecordReference> references) {
        return asked(() -> refused.holds(references));
    }

    /** Forgets which records were seen. */
    void forgetSeen() {
        tell(seen::clear);
    }

    /** Remembers that these records were seen, until that is forgotten. */
    void see(Iterable<RecordReference> found) {
        tell(() -> seen.add(found));
    }

    /** The records in the index that were not seen, as they are now: what is stored meanwhile is not among them. */
    UnseenRecords unseen() {
        return new UnseenRecords(database.newIterator(records), seen.iterator());
    }

    private static byte[] offsetKey(TopicPartition partition) {
        return bytes(OFFSET + partition);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Something asked of the database. */
    private interface Asking<T> {
        T ask() throws RocksDBException;
    }

    /** Something told to it. */
    private interface Telling {
        void tell() throws RocksDBException;
    }

    private void tell(Telling telling) {
        asked(() -> {
            telling.tell();
            return true;
        });
    }

    private <T> T asked(Asking<T> asking) {
        try {
            return asking.ask();
        } catch (RocksDBException e) {
            throw new RecordIndexException("record index: expected to read and write at " + directory, e);
        }
    }

    private void closeDatabase() {
        records.close();
        seen.close();
        refused.close();
        // Whatever is only in memory yet is written first.
        database.close();
    }

    private void closeOptions() {
        writing.close();
        options.close();
        tables.close();
        filter.close();
        cache.close();
    }

    @Override
    public void close() {
        closeDatabase();
        closeOptions();
    }
}

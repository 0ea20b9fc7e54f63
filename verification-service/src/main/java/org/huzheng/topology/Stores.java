package org.huzheng.topology;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.FeedWait;
import org.huzheng.exchange.MarkSeen;
import org.huzheng.exchange.OpenDisputes;
import org.huzheng.exchange.WaitingClaim;
import org.huzheng.exchange.Watch;
import org.huzheng.wire.SingleObjectSerde;

/** The stores of the judging topology. */
public final class Stores {
    /** Every version of every record: person, topic, record, version, offset, append time → value bytes. Written blindly, read by prefix. */
    public static final String DOSSIERS = "dossiers";
    /** Per record topic, the last offset consumed by this task. */
    public static final String POSITIONS = "positions";
    /** Per record topic, the time of the last feed mark, milliseconds. */
    public static final String FEEDS = "feeds";
    /** Per record topic and hour, the first feed mark. */
    public static final String KNOWN_MARKS = "known-marks";
    /** Per topic that pointers are made from, the ten minutes of the last mark forwarded with them. Kept when dossiers are built anew. */
    public static final String POINTER_MARKS = "pointer-marks";
    /** Per partition of a topic that pointers are made from, the last mark heard of it, milliseconds. */
    public static final String HEARD_MARKS = "heard-marks";
    /** Per person and record topic, the requests whose certificates rest on it. */
    public static final String WATCHES = "watches";
    /** Per person and record topic, the open disputes about the person's records there; a watch lies beside them. */
    public static final String OPEN_DISPUTES = "open-disputes";
    /** Per record topic, the cases suspended until its feed has caught up. */
    public static final String AWAITED_FEEDS = "awaited-feeds";
    /** Per claim seen, judged where its person's records lie or sent the way of all requests, its offset. */
    public static final String CLAIMS = "claims";
    /** Per offset, the claims that were answered from further on than this task has read. */
    public static final String WAITING_CLAIMS = "waiting-claims";
    /** Per request, the state of its case. */
    public static final String CASES = "cases";

    private Stores() {}

    /** The store of own records, see {@link OwnRecords}. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> dossiers() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(DOSSIERS),
                Serdes.Bytes(),
                Serdes.ByteArray());
    }

    static List<StoreBuilder<?>> dossierStores() {
        return List.of(
                dossiers(),
                // written for every record: the cache makes that one changelog record per topic and commit
                cachedLongs(POSITIONS),
                cachedLongs(FEEDS),
                cachedLongs(POINTER_MARKS),
                cachedLongs(HEARD_MARKS),
                avro(KNOWN_MARKS, MarkSeen.class),
                avro(WATCHES, Watch.class),
                avro(OPEN_DISPUTES, OpenDisputes.class),
                avro(AWAITED_FEEDS, FeedWait.class));
    }

    static StoreBuilder<?> claims() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(CLAIMS), Serdes.String(), Serdes.Long());
    }

    static StoreBuilder<?> waitingClaims() {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(WAITING_CLAIMS),
                Serdes.Long(),
                new SingleObjectSerde<>(WaitingClaim.class));
    }

    static StoreBuilder<?> cases() {
        // a case of two hundred answers is written once per commit, not once per answer
        return avro(CASES, CaseState.class).withCachingEnabled();
    }

    private static StoreBuilder<?> cachedLongs(String name) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                        Serdes.String(),
                        Serdes.Long())
                .withCachingEnabled();
    }

    private static <T extends SpecificRecord> StoreBuilder<?> avro(String name, Class<T> type) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
                Serdes.String(),
                new SingleObjectSerde<>(type));
    }
}

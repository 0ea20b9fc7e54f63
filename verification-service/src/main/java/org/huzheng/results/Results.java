package org.huzheng.results;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.huzheng.status.CredentialStatus;
import org.huzheng.status.StatusList;

/** Looks up what was committed. Every method throws {@link ResultsUnavailableException} while the stores cannot be read. */
public final class Results {
    private final Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores;

    /** @param stores opens a store of {@link ResultsTopology} by name, for one lookup */
    public Results(Function<String, ReadOnlyKeyValueStore<String, byte[]>> stores) {
        this.stores = stores;
    }

    /** Head of the request with this id. */
    public Optional<RequestHeader> request(String requestId) {
        return get(ResultsTopology.REQUESTS, requestId)
                .or(() -> get(ResultsTopology.CLAIMS, requestId))
                .map(ResultCodecs.REQUEST::decode);
    }

    /** Head of the first request, in text order, whose id begins so. */
    public Optional<RequestHeader> requestBeginning(String prefix) {
        return beginning(ResultsTopology.CLAIMS, prefix).or(() -> beginning(ResultsTopology.REQUESTS, prefix));
    }

    private Optional<RequestHeader> beginning(String name, String prefix) {
        return read(name, store -> {
            try (KeyValueIterator<String, byte[]> found = store.prefixScan(prefix, new StringSerializer())) {
                return found.hasNext()
                        ? Optional.of(ResultCodecs.REQUEST.decode(found.next().value))
                        : Optional.empty();
            }
        });
    }

    /** Latest decision on the request. */
    public Optional<KnownDecision> decision(String requestId) {
        return get(ResultsTopology.DECISIONS, requestId).map(ResultCodecs.DECISION::decode);
    }

    /** The certificate with this number. */
    public Optional<Certificate> certificate(String number) {
        return get(ResultsTopology.CERTIFICATES, ResultKeys.certificate(number)).map(ResultCodecs.CERTIFICATE::decode);
    }

    /** The certificate with the highest version issued for the request. */
    public Optional<Certificate> latestCertificate(String requestId) {
        Optional<String> number = read(ResultsTopology.CERTIFICATES, store -> {
            String last = null;
            try (KeyValueIterator<String, byte[]> versions =
                    store.prefixScan(ResultKeys.versionsOf(requestId), new StringSerializer())) {
                while (versions.hasNext()) {
                    last = new String(versions.next().value, StandardCharsets.US_ASCII);
                }
            }
            return Optional.ofNullable(last);
        });
        return number.flatMap(this::certificate);
    }

    /** What became of the request; nothing while it is pending. */
    public Optional<Outcome> outcome(String requestId) {
        Optional<Certificate> certificate = latestCertificate(requestId);
        return decision(requestId).map(decision -> new Outcome(decision, certificate));
    }

    /** The last change of a certificate's status; none while it is valid since its issue. */
    public Optional<StatusChange> lastChange(String number) {
        return get(ResultsTopology.STATUSES, ResultKeys.status(number)).map(ResultCodecs.STATUS::decode);
    }

    /** The statuses of one list, if any certificate was issued into it. */
    public Optional<StatusList> statusList(String listId) {
        if (get(ResultsTopology.CERTIFICATES, ResultKeys.listInUse(listId)).isEmpty()) {
            return Optional.empty();
        }
        return read(ResultsTopology.STATUSES, store -> {
            StatusList list = new StatusList(listId);
            try (KeyValueIterator<String, byte[]> slots =
                    store.prefixScan(ResultKeys.slotsOf(listId), new StringSerializer())) {
                slots.forEachRemaining(slot -> set(list, slot));
            }
            return Optional.of(list);
        });
    }

    /** The dispute with this id, as it stands. */
    public Optional<Dispute> dispute(String id) {
        return get(ResultsTopology.DISPUTES, ResultKeys.dispute(id)).map(ResultCodecs.DISPUTE::decode);
    }

    /** What the person says of it, if anything. */
    public Optional<String> statement(String disputeId) {
        return get(ResultsTopology.DISPUTE_STATEMENTS, disputeId)
                .map(ResultCodecs.STATEMENT::decode)
                .map(DisputeStatement::getStatement);
    }

    /** Every dispute of a person, sorted by id. */
    public List<Dispute> disputesOf(String personKey) {
        return disputes(ResultKeys.disputesOfPerson(personKey), Integer.MAX_VALUE);
    }

    /** Open disputes about records of one type that were found, sorted by id; at most so many. */
    public List<Dispute> openDisputesAbout(String recordType, int most) {
        return disputes(ResultKeys.openDisputesAbout(recordType), most);
    }

    private List<Dispute> disputes(String prefix, int most) {
        return read(ResultsTopology.DISPUTES, store -> {
            List<Dispute> disputes = new ArrayList<>();
            try (KeyValueIterator<String, byte[]> ids = store.prefixScan(prefix, new StringSerializer())) {
                while (ids.hasNext() && disputes.size() < most) {
                    Optional.ofNullable(store.get(ResultKeys.dispute(ResultKeys.listed(ids.next().key))))
                            .map(ResultCodecs.DISPUTE::decode)
                            .ifPresent(disputes::add);
                }
            }
            return disputes;
        });
    }

    private static void set(StatusList list, KeyValue<String, byte[]> slot) {
        CertificateStatus status = CertificateStatus.valueOf(new String(slot.value, StandardCharsets.US_ASCII));
        list.set(
                ResultKeys.indexOf(slot.key),
                switch (status) {
                    case VALID -> CredentialStatus.VALID;
                    case SUSPENDED -> CredentialStatus.SUSPENDED;
                    // What this version cannot name is certainly not valid.
                    case REVOKED, UNKNOWN -> CredentialStatus.INVALID;
                });
    }

    private Optional<byte[]> get(String name, String key) {
        return read(name, store -> Optional.ofNullable(store.get(key)));
    }

    private <T> T read(String name, Function<ReadOnlyKeyValueStore<String, byte[]>, T> reading) {
        try {
            return reading.apply(stores.apply(name));
        } catch (InvalidStateStoreException e) {
            throw new ResultsUnavailableException(name, e);
        }
    }
}

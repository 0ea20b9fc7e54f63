package org.huzheng.adapter.publish;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.event.ChangeType;
import org.huzheng.identity.PersonKey;

/**
 * What was last published of one record.
 *
 * @param version its version
 * @param change what had happened to it
 * @param body digest of what it said
 * @param places where its event lies under each of its keys
 * @param earlier versions before it, newest first, where the register states versions; so many as are kept
 */
record PublishedVersion(
        SourceVersion version, ChangeType change, BodyDigest body, List<Place> places, List<Earlier> earlier) {
    private static final int EARLIER_KEPT = 16;

    PublishedVersion {
        places = List.copyOf(places);
        earlier = List.copyOf(earlier);
    }

    /** A version published before the last: a register that is sent again in full says it again. */
    record Earlier(SourceVersion version, BodyDigest body) {}

    /** What is earlier once another version follows this one. */
    List<Earlier> becomingEarlier() {
        return Stream.concat(Stream.of(new Earlier(version, body)), earlier.stream())
                .limit(EARLIER_KEPT)
                .toList();
    }

    /**
     * This beside an event of the record: whichever is later, with the places of both where they are of one version. The same whatever the order
     * in which a record's events come, as they do from several partitions.
     *
     * @param keepsEarlier whether what is not the last is to be remembered
     */
    PublishedVersion with(PublishedVersion event, boolean keepsEarlier) {
        int order = version.compareTo(event.version);
        if (order == 0) {
            Map<PersonKey, Place> both = new LinkedHashMap<>();
            Stream.concat(places.stream(), event.places.stream()).forEach(place -> both.put(place.key(), place));
            return new PublishedVersion(version, change, body, List.copyOf(both.values()), earlier);
        }
        PublishedVersion later = order > 0 ? this : event;
        if (!keepsEarlier) {
            return later;
        }
        Map<SourceVersion, Earlier> before = new TreeMap<>(Comparator.reverseOrder());
        Stream.of(becomingEarlier(), event.becomingEarlier())
                .flatMap(List::stream)
                .filter(known -> !known.version().equals(later.version))
                .forEach(known -> before.put(known.version(), known));
        return new PublishedVersion(
                later.version,
                later.change,
                later.body,
                later.places,
                before.values().stream().limit(EARLIER_KEPT).toList());
    }

    /** What the record said when the register was at this version, as far back as is kept: newer versions said otherwise. */
    Optional<BodyDigest> bodyAt(SourceVersion wanted) {
        return becomingEarlier().stream()
                .filter(known -> known.version().compareTo(wanted) <= 0)
                .map(Earlier::body)
                .findFirst();
    }

    Optional<BodyDigest> bodyOf(SourceVersion wanted) {
        return becomingEarlier().stream()
                .filter(known -> known.version().equals(wanted))
                .map(Earlier::body)
                .findFirst();
    }

    /**
     * Where an event lies in the record topic.
     *
     * @param key key it is published under
     * @param partition partition of the key
     * @param offset offset in the partition
     */
    record Place(PersonKey key, int partition, long offset) {}

    /** Whether the record was last said to have ended or never to have been. */
    boolean isGone() {
        return change == ChangeType.ENDED || change == ChangeType.ANNULLED;
    }

    /**
     * Whether there is nothing left to say when the record disappears.
     *
     * @param whenGone what its disappearance means
     */
    boolean isWithdrawnAs(ChangeType whenGone) {
        return change == ChangeType.ANNULLED || change == whenGone;
    }

    List<PersonKey> keys() {
        return places.stream().map(Place::key).toList();
    }
}

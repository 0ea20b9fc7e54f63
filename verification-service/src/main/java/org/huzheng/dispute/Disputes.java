package org.huzheng.dispute;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Happened;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.ChangeType;
import org.huzheng.exchange.Dispute;

/** What disputes among a person's own records are about, and whether the register has answered them. */
public final class Disputes {
    /** Full name of the disputes' schema. */
    public static final String TYPE = Dispute.getClassSchema().getFullName();

    private Disputes() {}

    /** Fields that say which place a record holds among a person's records of its type: another month's payment takes no payment's place. */
    private static final List<String> PLACE = List.of("kind", "month");

    /**
     * What is disputed: a record and, once it has ended, those that say the same in its place.
     *
     * @param dispute event that opened the dispute
     * @param records the record first
     */
    public record Disputed(RecordEvent dispute, List<RecordHistory> records) {
        public Disputed {
            records = List.copyOf(records);
        }

        /** Type of the records. */
        public String recordType() {
            return records.get(0).recordType();
        }

        /** Every version of the records. */
        public List<RecordEvent> versions() {
            return records.stream()
                    .flatMap(record -> record.versions().stream())
                    .toList();
        }

        /** Whether an event is a version of one of the records, at whosever key it lies. */
        public boolean isAbout(RecordEvent event) {
            return event.recordType().equals(recordType())
                    && records.stream()
                            .anyMatch(record -> event.header().getRecordId().equals(record.recordId()));
        }
    }

    /** Open disputes in a dossier, sorted by id, each with the record it is about; one about a record that is not there is about nothing. */
    public static List<Disputed> open(Dossier dossier) {
        List<Disputed> open = new ArrayList<>();
        for (RecordHistory dispute : dossier.recordsOf(TYPE)) {
            if (isOpen(dispute)) {
                RecordEvent filed = dispute.versions().get(0);
                Dispute said = (Dispute) filed.body();
                recordOf(said, dossier.histories())
                        .ifPresent(record ->
                                open.add(new Disputed(filed, withSuccessors(said, record, dossier.histories()))));
            }
        }
        return open;
    }

    /** A record that ends, as when its holder moves, answers nothing: what says the same in its place is disputed as it was. */
    private static List<RecordHistory> withSuccessors(
            Dispute dispute, RecordHistory record, Collection<RecordHistory> own) {
        List<RecordHistory> records = new ArrayList<>(List.of(record));
        if (record.state() instanceof RecordState.Ended) {
            versionIn(record, dispute).ifPresent(disputed -> own.stream()
                    .filter(other -> other.recordType().equals(record.recordType())
                            && !other.recordId().equals(record.recordId())
                            && saysInItsPlace(dispute.getField(), disputed, last(other)))
                    .forEach(records::add));
        }
        return records;
    }

    private static boolean saysInItsPlace(String field, RecordEvent disputed, RecordEvent other) {
        return !saysOtherwise(field, disputed, other)
                && PLACE.stream().noneMatch(name -> saysOtherwise(name, disputed, other));
    }

    private static RecordEvent last(RecordHistory record) {
        return record.versions().get(record.versions().size() - 1);
    }

    /** Whether it was filed and nothing has ended it; once ended, a dispute does not begin again. */
    public static boolean isOpen(RecordHistory dispute) {
        return changesIn(dispute).anyMatch(change -> change == ChangeType.CREATED)
                && changesIn(dispute).noneMatch(change -> change == ChangeType.ENDED);
    }

    private static Stream<ChangeType> changesIn(RecordHistory dispute) {
        return dispute.versions().stream().map(version -> version.header().getChangeType());
    }

    /** Whether the record it is about was found among the person's own. */
    public static boolean isFound(RecordHistory dispute) {
        return dispute.versions().stream()
                .anyMatch(version -> ((Dispute) version.body()).getDisputedRecordId() != null);
    }

    /** The record a dispute is about, among those of the person who disputes it. */
    public static Optional<RecordHistory> recordOf(Dispute dispute, Collection<RecordHistory> own) {
        return own.stream()
                .filter(record -> record.recordType().equals(dispute.getRecordType())
                        && versionIn(record, dispute).isPresent())
                .findFirst();
    }

    /**
     * The event by which the register has answered a dispute: the first later version of the record in which the disputed field says otherwise, or with which the
     * record was annulled. That it ended says nothing of whether it was right, nor does a version that begins later in the world: the disputed one stands for its
     * days.
     */
    public static Optional<RecordEvent> correction(Dispute dispute, RecordHistory record) {
        return versionIn(record, dispute).flatMap(disputed -> laterThan(disputed, record).stream()
                .filter(later -> isAnnulled(later)
                        || (!isOfLaterDays(disputed, later) && saysOtherwise(dispute.getField(), disputed, later)))
                .findFirst());
    }

    private static List<RecordEvent> laterThan(RecordEvent version, RecordHistory record) {
        return record.versions()
                .subList(
                        record.versions().indexOf(version) + 1,
                        record.versions().size());
    }

    private static Optional<RecordEvent> versionIn(RecordHistory record, Dispute dispute) {
        return record.versions().stream()
                .filter(version -> version.header().getEventId().equals(dispute.getDisputedEventId()))
                .findFirst();
    }

    private static boolean isAnnulled(RecordEvent version) {
        return version.header().getChangeType() == ChangeType.ANNULLED;
    }

    /** Whether a later version leaves the disputed one standing for the days before it. */
    private static boolean isOfLaterDays(RecordEvent disputed, RecordEvent later) {
        return !Happened.is(disputed.recordType()) && later.beginsAfter(disputed);
    }

    private static boolean saysOtherwise(String name, RecordEvent disputed, RecordEvent later) {
        Schema.Field field = later.body().getSchema().getField(name);
        return field != null
                && !Objects.equals(
                        disputed.body().get(field.pos()), later.body().get(field.pos()));
    }
}

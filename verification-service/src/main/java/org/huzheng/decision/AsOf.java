package org.huzheng.decision;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.Happened;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.dossier.RecordHistory;
import org.huzheng.dossier.RecordState;
import org.huzheng.event.ChangeType;
import org.huzheng.event.EventHeader;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.LifeStatus;
import org.huzheng.household.Resident;
import org.huzheng.medical.MedicalContribution;
import org.huzheng.medical.MedicalEnrolment;
import org.huzheng.socialsecurity.Arrival;
import org.huzheng.socialsecurity.Contribution;
import org.huzheng.socialsecurity.Enrolment;
import org.huzheng.socialsecurity.EnrolmentStatus;

/**
 * What a person's records say of one day, with all that is known of it now (valid time): a judge that is given a dossier of that day judges that day.
 * A version speaks from its first day until a later version begins or the record ends; a correction or annulment of the day itself counts, however
 * late it was recorded.
 */
public final class AsOf {
    /** Which numbers are one person's is no matter of days. */
    private static final Set<String> TIMELESS =
            Set.of(IdentityLink.getClassSchema().getFullName());

    private static final int NONE = -1;

    private final LocalDate day;
    /** Whether what happened is of the day as soon as it had begun by it, or only once it was over. */
    private final boolean withWhatHadBegun;

    private AsOf(LocalDate day, boolean withWhatHadBegun) {
        this.day = day;
        this.withWhatHadBegun = withWhatHadBegun;
    }

    /** The first day and every later one on which a version begins or has just ended: on the days between nothing changes. */
    public static NavigableSet<LocalDate> daysOfChange(LocalDate first, LocalDate last, List<Dossier> dossiers) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        days.add(first);
        dossiers.stream()
                .flatMap(dossier -> dossier.histories().stream())
                .flatMap(history -> history.versions().stream())
                .flatMap(version -> Stream.concat(
                        Stream.ofNullable(version.validFrom()),
                        Stream.ofNullable(version.validTo()).map(end -> end.plusDays(1))))
                .filter(day -> day.isAfter(first) && !day.isAfter(last))
                .forEach(days::add);
        return days;
    }

    /** The dossier as of a day; records that began later are not in it, but for what happened and had been written down: it was paid in advance. */
    public static Dossier on(LocalDate day, Dossier dossier) {
        return new AsOf(day, true).of(dossier);
    }

    /**
     * What a certificate of a day may have said of it: with or without the ends that were written down on the day or later without a day of their own, which may have come
     * since; with or without what had begun by the day and was neither over nor written down by it, such as the running month. What happened may be taken back at
     * any time.
     */
    public static Stream<UnaryOperator<Dossier>> readings(LocalDate day) {
        return Stream.of(true, false).flatMap(withWhatHadBegun -> {
            AsOf asOf = new AsOf(day, withWhatHadBegun);
            return Stream.of(asOf::of, dossier -> asOf.of(withoutUndatedEnds(day, dossier)));
        });
    }

    private static Dossier withoutUndatedEnds(LocalDate day, Dossier dossier) {
        return UndatedEnds.setAside(
                day,
                dossier,
                (history, version) -> UndatedEnds.isOne(history, version) && !Happened.is(history.recordType()));
    }

    private Dossier of(Dossier dossier) {
        return new Dossier(
                dossier.personKey(),
                dossier.histories().stream()
                        .flatMap(history -> of(history).stream())
                        .toList());
    }

    private Optional<RecordHistory> of(RecordHistory history) {
        if (TIMELESS.contains(history.recordType()) || isContradictory(history)) {
            return Optional.of(history);
        }
        if (Happened.is(history.recordType())) {
            return hadHappened(history) ? Optional.of(history) : Optional.empty();
        }
        return speaking(history);
    }

    /** Whether what happened had happened by the day, or had been written down by it as paid: months are paid in advance. */
    private boolean hadHappened(RecordHistory history) {
        List<RecordEvent> versions = history.versions();
        RecordEvent last = versions.get(versions.size() - 1);
        return (withWhatHadBegun ? hasBegun(last) : wasOver(last))
                || !Registered.dayOfWriting(firstPaid(versions)).isAfter(day);
    }

    /** The first version that says that a month reached the fund; of what is no payment, or never did, the first. */
    private static RecordEvent firstPaid(List<RecordEvent> versions) {
        return versions.stream()
                .filter(version ->
                        (version.body() instanceof Contribution paid && paid.getArrival() == Arrival.CREDITED)
                                || (version.body() instanceof MedicalContribution medical
                                        && medical.getArrival() == Arrival.CREDITED))
                .findFirst()
                .orElse(versions.get(0));
    }

    private boolean wasOver(RecordEvent version) {
        LocalDate to = version.validTo();
        return to == null ? hasBegun(version) : to.isBefore(day);
    }

    private static boolean isContradictory(RecordHistory history) {
        return history.state() instanceof RecordState.Contradictory;
    }

    /** The record up to the version that speaks of the day, looked for from the latest to the earliest. */
    private Optional<RecordHistory> speaking(RecordHistory history) {
        List<RecordEvent> versions = history.versions();
        // an end after the day: the record was so on it, if no earlier version says how
        int laterEnd = NONE;
        for (int i = versions.size() - 1; i >= 0; i--) {
            RecordEvent version = versions.get(i);
            ChangeType change = version.header().getChangeType();
            if (change != ChangeType.ANNULLED && !hasBegun(version)) {
                continue;
            }
            boolean lasts = change != ChangeType.ANNULLED && lasts(version);
            if (!lasts) {
                ChangeType said = change == ChangeType.ANNULLED ? change : ChangeType.ENDED;
                return Optional.of(
                        laterEnd == NONE ? upTo(history, i, said) : upTo(history, laterEnd, ChangeType.CREATED));
            }
            if (!history.isEnd(version)) {
                return Optional.of(upTo(history, i, ChangeType.CREATED));
            }
            laterEnd = laterEnd == NONE ? i : laterEnd;
        }
        return laterEnd == NONE ? Optional.empty() : Optional.of(upTo(history, laterEnd, ChangeType.CREATED));
    }

    private static RecordHistory upTo(RecordHistory history, int last, ChangeType said) {
        List<RecordEvent> versions = new ArrayList<>(history.versions().subList(0, last));
        versions.add(saying(said, history.versions().get(last), history));
        return new RecordHistory(history.recordType(), history.recordId(), versions);
    }

    /** The same event, read as what it meant on the day; where it lies and what its bytes are stays as it is. */
    private static RecordEvent saying(ChangeType said, RecordEvent event, RecordHistory history) {
        EventHeader header =
                EventHeader.newBuilder(event.header()).setChangeType(said).build();
        SpecificRecord body = said == ChangeType.CREATED ? lasting(event, history) : event.body();
        return new RecordEvent(event.recordType(), event.locator(), event.digest(), header, body);
    }

    /**
     * What an event that was so on the day says of it. Whoever died on a last day that the register names lived on the days up to it, and what was insured until
     * then was active: a register that keeps only the end writes the status it ended with.
     */
    private static SpecificRecord lasting(RecordEvent event, RecordHistory history) {
        if (event.validTo() == null || UndatedEnds.wasToEndThenAnyway(event, history)) {
            return event.body();
        }
        if (event.body() instanceof Resident resident && resident.getLifeStatus() == LifeStatus.DECEASED) {
            return Resident.newBuilder(resident).setLifeStatus(LifeStatus.ALIVE).build();
        }
        if (event.body() instanceof Enrolment enrolment && enrolment.getStatus() == EnrolmentStatus.ENDED) {
            return Enrolment.newBuilder(enrolment)
                    .setStatus(EnrolmentStatus.ACTIVE)
                    .build();
        }
        if (event.body() instanceof MedicalEnrolment enrolment && enrolment.getStatus() == EnrolmentStatus.ENDED) {
            return MedicalEnrolment.newBuilder(enrolment)
                    .setStatus(EnrolmentStatus.ACTIVE)
                    .build();
        }
        return event.body();
    }

    private boolean hasBegun(RecordEvent version) {
        LocalDate from = version.validFrom();
        return from == null || !from.isAfter(day);
    }

    /** Whether it had not ended by the day; an end without a date has ended on every day. */
    private boolean lasts(RecordEvent version) {
        LocalDate to = version.validTo();
        boolean ends = version.header().getChangeType() == ChangeType.ENDED;
        return to == null ? !ends : !to.isBefore(day);
    }
}

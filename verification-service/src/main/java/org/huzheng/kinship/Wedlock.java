package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.decision.Registered;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Statement.Voice;
import org.jspecify.annotations.Nullable;

/** What the records of two people say about their being married: the entries of both, as they are and were, and registered marriages. */
record Wedlock(Speaker first, Speaker second) {

    List<Statement> statements() {
        Relation relation = Line.SPOUSE.of(first.sex());
        List<Stated<Marriage>> inForce = marriagesOfBoth(false);
        List<Stated<Marriage>> ended = marriagesOfBoth(true);
        List<Statement> said = new ArrayList<>();
        said.addAll(withoutStale(ofEntry(first, second, relation)));
        said.addAll(withoutStale(ofEntry(second, first, relation)));
        said.addAll(formerStatements(relation));
        inForce.forEach(marriage -> said.add(Statement.stated(
                relation,
                Voice.AFFIRMS,
                marriage.event(),
                new Period(marriage.event().validFrom(), null))));
        if (inForce.isEmpty()) {
            ended.forEach(marriage -> said.add(Statement.stated(
                    relation,
                    Voice.IS_OVER,
                    marriage.event(),
                    new Period(marriage.event().validFrom(), marriage.event().validTo()))));
            said.addAll(ofOtherMarriages(first, second, relation));
            said.addAll(ofOtherMarriages(second, first, relation));
            if (ended.isEmpty()) {
                annulledOfBoth()
                        .forEach(marriage ->
                                said.add(Statement.stated(relation, Voice.NEVER_SO, marriage.event(), Period.UNKNOWN)));
            }
        } else {
            Stream.concat(
                            ofOtherMarriages(first, second, relation).stream(),
                            ofOtherMarriages(second, first, relation).stream())
                    .filter(other -> isNoEarlier(other.period().from(), inForce))
                    .forEach(said::add);
        }
        return said;
    }

    /** What was written after the end that civil affairs has registered; what affirms the marriage and was written while it lasted has not heard of its end. */
    List<Statement> withoutStale(List<Statement> said) {
        Relation relation = Line.SPOUSE.of(first.sex());
        Optional<LocalDate> over = marriagesOfBoth(false).isEmpty() ? lastEnd(marriagesOfBoth(true)) : Optional.empty();
        return said.stream()
                .filter(statement -> statement.relation() != relation
                        || over.filter(day -> wasWrittenBy(day, statement)).isEmpty())
                .toList();
    }

    /** Whether a marriage to somebody else was not registered before this one: whoever marries again may have been divorced by a court, unknown to the register. */
    static boolean isNoEarlier(@Nullable LocalDate other, List<Stated<Marriage>> inForce) {
        return other == null
                || inForce.stream().noneMatch(marriage -> {
                    LocalDate from = marriage.event().validFrom();
                    return from != null && from.isAfter(other);
                });
    }

    private List<Statement> ofEntry(Speaker speaker, Speaker other, Relation relation) {
        StatedPerson stated = speaker.entry().body().getSpouse();
        return stated == null || isOvertaken(speaker, stated)
                ? List.of()
                : List.of(Statement.stated(
                        relation, other.voiceOf(stated), speaker.entry().event(), speaker.period()));
    }

    /** Whether the entry that speaks names a spouse with whom a marriage has ended since it was written, or from before a marriage of the two: it has not heard of either. */
    private boolean isOvertaken(Speaker speaker, StatedPerson spouse) {
        Person person = speaker.person();
        if (first.person().is(spouse) || second.person().is(spouse)) {
            return false;
        }
        if (isSpouse(speaker, spouse, person.marriages())) {
            // an earlier marriage is not held against a later one, nor is an entry that says the same
            return marriagesOfBoth(false).stream().anyMatch(marriage -> speaker.period()
                    .beganBefore(marriage.event().validFrom()));
        }
        return person.endedMarriages().stream()
                .filter(marriage -> isSpouse(speaker, spouse, List.of(marriage)))
                .anyMatch(marriage -> isBy(
                        marriage.event().validTo(),
                        speaker.period(),
                        List.of(speaker.entry().event())));
    }

    private static boolean isSpouse(Speaker speaker, StatedPerson spouse, List<Stated<Marriage>> marriages) {
        return spouse.getPersonKey() != null
                && marriages.stream().anyMatch(marriage -> spouse.getPersonKey()
                        .equals(spouseOf(speaker.sex(), marriage.body()).getPersonKey()));
    }

    /** Whether a statement affirms the marriage and was written by a day: it is of that day or an earlier one, or was written down by it. */
    private static boolean wasWrittenBy(LocalDate end, Statement said) {
        return said.is(Voice.AFFIRMS) && isBy(end, said.period(), said.events());
    }

    private static boolean isBy(@Nullable LocalDate end, Period period, List<RecordEvent> events) {
        return period.beganBy(end)
                || (end != null
                        && events.stream().noneMatch(event -> Registered.dayOfWriting(event)
                                .isAfter(end)));
    }

    private static Optional<LocalDate> lastEnd(List<Stated<Marriage>> ended) {
        return ended.stream()
                .flatMap(marriage -> Optional.ofNullable(marriage.event().validTo()).stream())
                .max(LocalDate::compareTo);
    }

    private List<Statement> formerStatements(Relation relation) {
        List<Statement> said = new ArrayList<>();
        // what the entry that speaks now still says has not ended, however often earlier ones said it
        if (!second.person().is(first.entry().body().getSpouse())) {
            first.person().formerEntries().forEach(entry -> said.addAll(former(first, entry, second, relation)));
        }
        if (!first.person().is(second.entry().body().getSpouse())) {
            second.person().formerEntries().forEach(entry -> said.addAll(former(second, entry, first, relation)));
        }
        return said;
    }

    private static List<Statement> former(Speaker speaker, Stated<Resident> entry, Speaker other, Relation relation) {
        return other.person().is(entry.body().getSpouse())
                ? List.of(Statement.stated(
                        relation,
                        Voice.WAS_SO,
                        entry.event(),
                        new Period(
                                entry.event().validFrom(),
                                speaker.person().identity().lastDayOf(entry.event()))))
                : List.of();
    }

    private static List<Statement> ofOtherMarriages(Speaker speaker, Speaker other, Relation relation) {
        List<Statement> said = new ArrayList<>();
        for (Stated<Marriage> marriage : speaker.person().marriages()) {
            StatedPerson spouse = spouseOf(speaker.sex(), marriage.body());
            Voice voice = other.voiceOf(spouse);
            if (voice != Voice.AFFIRMS) {
                said.add(Statement.stated(
                        relation,
                        voice,
                        marriage.event(),
                        new Period(marriage.event().validFrom(), null)));
            }
        }
        return said;
    }

    /** The one a marriage names beside a person of this sex. */
    static StatedPerson spouseOf(Sex sex, Marriage marriage) {
        return sex == Sex.MALE ? marriage.getWife() : marriage.getHusband();
    }

    private List<Stated<Marriage>> annulledOfBoth() {
        return Stated.eachOnce(Stream.of(first.person(), second.person())
                .flatMap(person -> person.annulledMarriages().stream())
                .filter(marriage -> isOfBoth(marriage.body())));
    }

    private List<Stated<Marriage>> marriagesOfBoth(boolean ended) {
        return Stated.eachOnce(Stream.of(first.person(), second.person())
                .flatMap(person -> (ended ? person.endedMarriages() : person.marriages()).stream())
                .filter(marriage -> isOfBoth(marriage.body())));
    }

    private boolean isOfBoth(Marriage marriage) {
        return (first.person().is(marriage.getHusband()) && second.person().is(marriage.getWife()))
                || (first.person().is(marriage.getWife()) && second.person().is(marriage.getHusband()));
    }
}

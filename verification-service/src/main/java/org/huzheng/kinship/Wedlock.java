package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Relation;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Statement.Voice;

/** What the records of two people say about their being married: the entries of both, as they are and were, and registered marriages. */
record Wedlock(Speaker first, Speaker second) {

    List<Statement> statements() {
        Relation relation = Line.SPOUSE.of(first.sex());
        List<Stated<Marriage>> inForce = marriagesOfBoth(false);
        List<Stated<Marriage>> ended = marriagesOfBoth(true);
        List<Statement> said = new ArrayList<>();
        said.addAll(ofEntry(first, second, relation));
        said.addAll(ofEntry(second, first, relation));
        Optional<LocalDate> over = inForce.isEmpty() ? lastEnd(ended) : Optional.empty();
        over.ifPresent(day -> said.removeIf(statement -> wasWrittenBy(day, statement)));
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
        }
        return said;
    }

    private static List<Statement> ofEntry(Speaker speaker, Speaker other, Relation relation) {
        StatedPerson stated = speaker.entry().body().getSpouse();
        return stated == null
                ? List.of()
                : List.of(Statement.stated(
                        relation, other.voiceOf(stated), speaker.entry().event(), speaker.period()));
    }

    /** An entry that affirms the marriage and was written while it lasted has not heard of its end. */
    private static boolean wasWrittenBy(LocalDate end, Statement said) {
        LocalDate from = said.period().from();
        return said.is(Voice.AFFIRMS) && from != null && !from.isAfter(end);
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

package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Relation;
import org.huzheng.kinship.Derivation.Step;
import org.huzheng.kinship.Statement.Voice;
import org.huzheng.kinship.Tie.Standing;

/**
 * A marriage between two people, one of whom the case has heard. By it their relatives are kin, also after one of them has died; a divorce ends that.
 *
 * @param speaker the one, with the entry that speaks
 * @param spouse the other, perhaps without records
 * @param others what was heard of others
 */
record Bond(Speaker speaker, Node spouse, Others others) {

    /** The tie, empty when no record says that there was a marriage. */
    Optional<Tie> tie() {
        return spouse.person()
                .flatMap(person -> person.entry().map(entry -> new Speaker(person, entry)))
                .map(this::betweenTwoEntries)
                .orElseGet(this::ofOneEntry);
    }

    private Optional<Tie> betweenTwoEntries(Speaker other) {
        Relation relation = Line.SPOUSE.of(speaker.sex());
        Testimony testimony = new Testimony(speaker, other, others);
        List<Statement> said = testimony.statements().stream()
                .filter(statement -> statement.relation() == relation)
                .toList();
        List<Statement> affirming =
                said.stream().filter(statement -> statement.is(Voice.AFFIRMS)).toList();
        List<Statement> over = said.stream()
                .filter(statement -> statement.is(Voice.WAS_SO) || statement.is(Voice.IS_OVER))
                .toList();
        Verdict verdict = new Weighing(testimony, said).verdict(Optional.of(relation));
        return switch (verdict.answer()) {
            case MATCH -> tie(Standing.STANDS, affirming, List.of());
            case RECORD_INACTIVE ->
                affirming.isEmpty()
                        ? tie(Standing.ENDED, over, List.of())
                        : lastedUntilDeath(testimony, affirming)
                                ? untilDeath(testimony, said, affirming)
                                // the entry that spoke of it has ended, and nobody says how the marriage went on
                                : tie(
                                        Standing.ENDED,
                                        Stream.concat(affirming.stream(), over.stream())
                                                .toList(),
                                        List.of());
            case AMBIGUOUS -> ambiguous(said, affirming);
            default -> Optional.empty();
        };
    }

    /** The day by which one of the two had died. */
    private static Optional<LocalDate> death(Testimony testimony) {
        return Stream.of(testimony.first(), testimony.second())
                .flatMap(speaker -> speaker.person().lastDay().stream())
                .min(LocalDate::compareTo);
    }

    /** Whether a death ended it, and not the entry of somebody who had left before. */
    private static boolean lastedUntilDeath(Testimony testimony, List<Statement> affirming) {
        Optional<LocalDate> death = death(testimony);
        return death.isPresent()
                && (affirming.stream().anyMatch(said -> said.restsOn(Person.MARRIAGE))
                        || Stream.of(testimony.first(), testimony.second())
                                .filter(Speaker::hasLeft)
                                .map(left -> left.entry().event().validTo())
                                .allMatch(left -> left != null && !left.isBefore(death.get())));
    }

    private static boolean hasDied(Speaker speaker) {
        return Person.hasDied(speaker.entry());
    }

    /** A marriage that a death ended makes kin still, if nothing else had ended it or was wrong with it before. */
    private Optional<Tie> untilDeath(Testimony testimony, List<Statement> said, List<Statement> affirming) {
        Optional<LocalDate> death = death(testimony);
        List<Statement> against = said.stream()
                .filter(statement -> statement.is(Voice.IS_OVER)
                        || statement.is(Voice.NEVER_SO)
                        || isAnotherBefore(death, testimony, statement))
                .toList();
        if (!against.isEmpty()) {
            return ambiguous(Stream.concat(affirming.stream(), against.stream()).toList(), affirming);
        }
        // what the survivor's entry said until then it need not say any more
        List<Statement> atDeath = said.stream()
                .map(statement -> statement.is(Voice.WAS_SO) && lastedUntil(death, statement)
                        ? statement.as(Voice.AFFIRMS)
                        : statement)
                .toList();
        boolean oneSided = new Weighing(testimony, atDeath)
                .isOneSided(atDeath.stream()
                        .filter(statement -> statement.is(Voice.AFFIRMS))
                        .toList());
        return tie(
                oneSided ? Standing.ONE_SIDED : Standing.STANDS,
                affirming,
                List.of(
                        testimony.first().entry().event(),
                        testimony.second().entry().event()));
    }

    /** Whether it names another spouse before the death; a widow may have married again. */
    private static boolean isAnotherBefore(Optional<LocalDate> death, Testimony testimony, Statement said) {
        if (!said.is(Voice.NAMES_ANOTHER) && !said.is(Voice.NAMES_ANOTHER_BY_NAME)) {
            return false;
        }
        LocalDate from = said.period().from();
        boolean later = death.isPresent() && from != null && from.isAfter(death.get());
        boolean bySurvivor = Stream.of(testimony.first(), testimony.second())
                .filter(speaker -> !hasDied(speaker))
                .anyMatch(survivor -> said.events().contains(survivor.entry().event()));
        return !later && !bySurvivor;
    }

    private static boolean lastedUntil(Optional<LocalDate> death, Statement said) {
        LocalDate until = said.period().until();
        return death.isPresent() && until != null && !until.isBefore(death.get());
    }

    private Optional<Tie> ambiguous(List<Statement> said, List<Statement> affirming) {
        List<RecordEvent> against = new ArrayList<>();
        said.stream()
                .filter(statement -> !statement.is(Voice.AFFIRMS))
                .forEach(statement -> against.addAll(statement.events()));
        boolean contradicted = said.stream()
                .anyMatch(statement -> statement.is(Voice.NAMES_ANOTHER)
                        || statement.is(Voice.NAMES_ANOTHER_BY_NAME)
                        || statement.is(Voice.IS_OVER)
                        || statement.is(Voice.NEVER_SO));
        return affirming.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tie(
                        Step.SPOUSE,
                        spouse,
                        false,
                        contradicted ? Standing.CONTRADICTED : Standing.ONE_SIDED,
                        Weighing.eventsOf(affirming),
                        contradicted ? against : List.of(),
                        Period.UNKNOWN));
    }

    private Optional<Tie> tie(Standing standing, List<Statement> said, List<RecordEvent> more) {
        List<RecordEvent> events = new ArrayList<>(Weighing.eventsOf(said));
        more.stream().filter(event -> !events.contains(event)).forEach(events::add);
        return Optional.of(new Tie(
                Step.SPOUSE,
                spouse,
                false,
                standing,
                events,
                List.of(),
                Content.span((registered(said).isEmpty() ? said : registered(said))
                        .stream().map(Statement::period).toList())));
    }

    /** A register of marriages knows better than entries since when. */
    private static List<Statement> registered(List<Statement> said) {
        return said.stream()
                .filter(statement -> statement.restsOn(Person.MARRIAGE))
                .toList();
    }

    /** The other has no entry: a registered marriage is enough, one entry alone is not. */
    private Optional<Tie> ofOneEntry() {
        Optional<Stated<Marriage>> inForce = of(speaker.person().marriages());
        Optional<Stated<Marriage>> ended = of(speaker.person().endedMarriages());
        boolean stated = isSpouse(
                speaker.entry().body().getSpouse() == null
                        ? Optional.empty()
                        : Optional.ofNullable(speaker.entry().body().getSpouse().getPersonKey()));
        if (inForce.isPresent() || ended.isPresent()) {
            RecordEvent event = inForce.or(() -> ended).orElseThrow().event();
            List<RecordEvent> later = inForce.map(this::noEarlierThan).orElse(List.of());
            return Optional.of(new Tie(
                    Step.SPOUSE,
                    spouse,
                    false,
                    inForce.isEmpty() ? Standing.ENDED : later.isEmpty() ? Standing.STANDS : Standing.CONTRADICTED,
                    List.of(event),
                    later,
                    new Period(event.validFrom(), event.validTo())));
        }
        return stated
                ? Optional.of(new Tie(
                        Step.SPOUSE,
                        spouse,
                        false,
                        Standing.ONE_SIDED,
                        List.of(speaker.entry().event()),
                        List.of(),
                        speaker.period()))
                : Optional.empty();
    }

    /** Marriages in force of one of the two to somebody else that were not registered before. */
    private List<RecordEvent> noEarlierThan(Stated<Marriage> marriage) {
        return Stated.eachOnce(Stream.concat(
                        speaker.person().marriages().stream(),
                        spouse.person().stream().flatMap(person -> person.marriages().stream())))
                .stream()
                .filter(other -> !isOfBoth(other.body())
                        && Wedlock.isNoEarlier(other.event().validFrom(), List.of(marriage)))
                .map(Stated::event)
                .toList();
    }

    private boolean isOfBoth(Marriage marriage) {
        return Stream.of(marriage.getHusband(), marriage.getWife()).anyMatch(speaker.person()::is)
                && Stream.of(marriage.getHusband(), marriage.getWife())
                        .anyMatch(stated -> isSpouse(Optional.ofNullable(stated.getPersonKey())));
    }

    private Optional<Stated<Marriage>> of(List<Stated<Marriage>> marriages) {
        return marriages.stream()
                .filter(marriage -> isSpouse(Optional.ofNullable(
                        Wedlock.spouseOf(speaker.sex(), marriage.body()).getPersonKey())))
                .findFirst();
    }

    private boolean isSpouse(Optional<String> key) {
        return key.isPresent()
                && spouse.person().filter(person -> person.is(key.get())).isPresent();
    }
}

package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param node the one
 * @param speaker the same, with the entry that speaks
 * @param spouse the other, perhaps without records
 */
record Bond(Node node, Speaker speaker, Node spouse) {

    /** The tie, empty when no record says that there was a marriage. */
    Optional<Tie> tie() {
        return spouse.person()
                .flatMap(person -> person.entry().map(entry -> new Speaker(person, entry)))
                .map(this::betweenTwoEntries)
                .orElseGet(this::ofOneEntry);
    }

    private Optional<Tie> betweenTwoEntries(Speaker other) {
        Relation relation = Relations.spouseOf(speaker.sex());
        Testimony testimony = new Testimony(speaker, other);
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
                        : tie(
                                Standing.STANDS,
                                affirming,
                                List.of(speaker.entry().event(), other.entry().event()));
            case AMBIGUOUS -> ambiguous(said, affirming);
            default -> Optional.empty();
        };
    }

    private Optional<Tie> ambiguous(List<Statement> said, List<Statement> affirming) {
        List<RecordEvent> against = new ArrayList<>();
        said.stream()
                .filter(statement -> !statement.is(Voice.AFFIRMS))
                .forEach(statement -> against.addAll(statement.events()));
        boolean contradicted =
                said.stream().anyMatch(statement -> statement.is(Voice.NAMES_ANOTHER) || statement.is(Voice.IS_OVER));
        return affirming.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tie(
                        Step.S,
                        node,
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
                Step.S,
                node,
                spouse,
                false,
                standing,
                events,
                List.of(),
                Content.span(said.stream().map(Statement::period).toList())));
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
            return Optional.of(new Tie(
                    Step.S,
                    node,
                    spouse,
                    false,
                    inForce.isPresent() ? Standing.STANDS : Standing.ENDED,
                    List.of(event),
                    List.of(),
                    new Period(event.validFrom(), event.validTo())));
        }
        return stated
                ? Optional.of(new Tie(
                        Step.S,
                        node,
                        spouse,
                        false,
                        Standing.ONE_SIDED,
                        List.of(speaker.entry().event()),
                        List.of(),
                        speaker.period()))
                : Optional.empty();
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

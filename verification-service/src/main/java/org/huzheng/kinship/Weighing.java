package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.kinship.Statement.Voice;

/** Weighs what the records of two people say, the way a careful clerk would: refuse and name what would settle it, rather than guess. */
final class Weighing {
    private final Testimony testimony;
    private final List<Statement> statements;

    /** Weighs what the records of the two, and others' records, say of them. */
    Weighing(Testimony testimony, List<Statement> statements) {
        this.testimony = testimony;
        this.statements = List.copyOf(statements);
    }

    Verdict verdict(Optional<Relation> claimed) {
        List<Relation> affirmed = statements.stream()
                .filter(said -> said.is(Voice.AFFIRMS))
                .map(Statement::relation)
                .distinct()
                .sorted()
                .toList();
        if (affirmed.size() > 1) {
            return contradiction(said -> said.is(Voice.AFFIRMS));
        }
        if (affirmed.isEmpty()) {
            return unaffirmed(claimed);
        }
        Relation relation = affirmed.get(0);
        List<Statement> affirming = having(relation, Voice.AFFIRMS);
        if (isSpouse(relation) && isOver(affirming)) {
            // a widow may have married again, which is no contradiction
            return claimed.isPresent() && claimed.get() != relation ? otherThanClaimed(relation) : ended();
        }
        if (isContradicted(relation)) {
            return contradiction(said -> said.relation() == relation || isAdoptionByAnother(relation, said));
        }
        List<Statement> merged = with(said -> said.is(Voice.ADOPTED_OR_STEP));
        boolean adoptedOrStep = !merged.isEmpty()
                && affirming.stream().noneMatch(said -> said.restsOn(Person.BIRTH))
                && !isAdoptive(relation);
        if (claimed.isPresent() && claimed.get() != relation && !(adoptedOrStep && isAdoptiveOrStep(claimed.get()))) {
            return otherThanClaimed(relation);
        }
        if (adoptedOrStep) {
            return ambiguous(
                    Rule.COMPOSITION_UNDETERMINED,
                    Stream.concat(affirming.stream(), merged.stream()).toList());
        }
        return isSpouse(relation) && isOneSided(affirming)
                ? Verdict.refusal(
                        Answer.AMBIGUOUS,
                        Finding.of(Rule.SPOUSE_ONE_SIDED, eventsOf(affirming)).settledBy(Person.RESIDENT))
                : confirm(relation, affirming);
    }

    private Verdict confirm(Relation relation, List<Statement> affirming) {
        List<Finding> findings = new ArrayList<>();
        for (RelationBasis basis : RelationBasis.values()) {
            List<RecordEvent> events = eventsOf(
                    affirming.stream().filter(said -> said.basis() == basis).toList());
            if (!events.isEmpty()) {
                findings.add(Finding.of(
                        basis == RelationBasis.COMPOSED ? Rule.RELATION_COMPOSED : Rule.RELATION_STATED, events));
            }
        }
        return Verdict.match(
                withBothEntries(findings, testimony),
                Content.of(testimony, relation, affirming).about(testimony));
    }

    /** The certificate prints what the two entries say of the people, so it rests on them too. */
    static List<Finding> withBothEntries(List<Finding> findings, Testimony testimony) {
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings) {
            TreeSet<RecordEvent> events =
                    new TreeSet<>(Comparator.comparing(event -> event.header().getEventId()));
            events.addAll(finding.events());
            events.add(testimony.first().entry().event());
            events.add(testimony.second().entry().event());
            all.add(Finding.of(finding.rule(), events));
        }
        return all;
    }

    /** Whether a marriage has ended with the death of one of the two, or with the entry that it was read from: a registered one outlasts a removal. */
    private boolean isOver(List<Statement> affirming) {
        boolean registered = affirming.stream().anyMatch(said -> said.restsOn(Person.MARRIAGE));
        return Stream.of(testimony.first(), testimony.second())
                .anyMatch(registered ? speaker -> Person.hasDied(speaker.entry()) : Speaker::isGone);
    }

    /** The same of the two themselves: where one entry says that one of them has died and another that they live, nobody is told that a marriage lasts. */
    Verdict verdictOnTheTwo(Optional<Relation> claimed) {
        Verdict verdict = verdict(claimed);
        boolean marriage = statements.stream().anyMatch(said -> said.is(Voice.AFFIRMS) && isSpouse(said.relation()));
        return verdict.answer() == Answer.MATCH && marriage
                ? deathContradicted().orElse(verdict)
                : verdict;
    }

    private Optional<Verdict> deathContradicted() {
        return Stream.of(testimony.first(), testimony.second())
                .map(speaker -> new Registered(speaker.person().identity()))
                .flatMap(registered -> registered.contradicted(registered.deaths()).stream())
                .findFirst();
    }

    private Verdict ended() {
        return Verdict.refusal(Answer.RECORD_INACTIVE, Finding.of(Rule.RELATION_ENDED, bothEntries()));
    }

    private List<RecordEvent> bothEntries() {
        return List.of(
                testimony.first().entry().event(), testimony.second().entry().event());
    }

    boolean isOneSided(List<Statement> affirming) {
        if (affirming.stream().anyMatch(said -> said.restsOn(Person.MARRIAGE))) {
            return false;
        }
        List<Statement> stated = affirming.stream()
                .filter(said -> said.basis() == RelationBasis.STATED)
                .toList();
        boolean endedOnOneSide = !with(said -> said.is(Voice.WAS_SO)).isEmpty();
        // living together as spouses stands in for the second entry,
        // unless that entry once stated the marriage and dropped it
        return eventsOf(endedOnOneSide ? stated : affirming).size() < 2;
    }

    private Verdict unaffirmed(Optional<Relation> claimed) {
        Predicate<Statement> concerned = said -> claimed.isEmpty() || said.relation() == claimed.get();
        List<Statement> was = with(concerned.and(said -> said.is(Voice.WAS_SO) || said.is(Voice.IS_OVER)));
        List<Statement> never = with(concerned.and(said -> said.is(Voice.NEVER_SO)));
        if (!was.isEmpty() && !never.isEmpty()) {
            return ambiguous(
                    Rule.RELATION_CONTRADICTED,
                    Stream.concat(was.stream(), never.stream()).toList());
        }
        if (!was.isEmpty()) {
            return Verdict.refusal(Answer.RECORD_INACTIVE, Finding.of(Rule.RELATION_ENDED, eventsOf(was)));
        }
        List<Statement> agreement = with(concerned.and(said -> said.is(Voice.LEFT_TO_AGREEMENT)));
        if (!agreement.isEmpty()) {
            return Verdict.refusal(
                    Answer.AMBIGUOUS,
                    Finding.of(Rule.ADOPTION_DISSOLVED, eventsOf(agreement)).settledBy(Person.ADOPTION));
        }
        List<Statement> underFalseNumber = with(concerned.and(said -> said.is(Voice.UNDER_FALSE_NUMBER)));
        if (!underFalseNumber.isEmpty()) {
            return fraud(underFalseNumber);
        }
        List<Statement> byName = with(concerned.and(said -> said.voice() == Voice.NAMES_BY_NAME_ONLY
                || (claimed.isPresent() && said.voice() == Voice.NAMES_ANOTHER_BY_NAME)));
        if (!byName.isEmpty()) {
            return ambiguous(Rule.STATED_BY_NAME_ONLY, byName);
        }
        List<Statement> another = with(concerned.and(said -> said.voice() == Voice.NAMES_ANOTHER));
        if (claimed.isPresent() && !another.isEmpty()) {
            return Verdict.refusal(Answer.MISMATCH, Finding.of(Rule.ANOTHER_STATED, eventsOf(another)));
        }
        List<Statement> undetermined = with(said -> said.is(Voice.UNDETERMINED) || said.is(Voice.ADOPTED_OR_STEP));
        if (!undetermined.isEmpty()) {
            return ambiguous(Rule.COMPOSITION_UNDETERMINED, undetermined);
        }
        return Verdict.refusal(
                Answer.NO_RECORD,
                Finding.of(Rule.NO_RELATION, bothEntries())
                        .settledBy(claimed.filter(Weighing::isSpouse).isPresent() ? Person.MARRIAGE : Person.BIRTH));
    }

    /** Only the register that named the false number can say who was meant. */
    private Verdict fraud(List<Statement> said) {
        List<RecordEvent> events = new ArrayList<>(eventsOf(said));
        for (Speaker speaker : List.of(testimony.first(), testimony.second())) {
            speaker.linksToFraud().forEach(link -> events.add(link.event()));
        }
        return Verdict.refusal(
                Answer.AMBIGUOUS,
                Finding.of(Rule.NUMBER_OBTAINED_BY_FRAUD, events).settledBy(Person.RESIDENT));
    }

    private Verdict otherThanClaimed(Relation relation) {
        return Verdict.refusal(
                Answer.MISMATCH, Finding.of(Rule.ANOTHER_RELATION, eventsOf(having(relation, Voice.AFFIRMS))));
    }

    private Verdict contradiction(Predicate<Statement> concerned) {
        return ambiguous(Rule.RELATION_CONTRADICTED, with(concerned));
    }

    private static Verdict ambiguous(Rule rule, List<Statement> said) {
        return Verdict.refusal(
                Answer.AMBIGUOUS, Finding.of(rule, eventsOf(said)).settledBy(settlement(said)));
    }

    /** A marriage is settled by the marriage register, an adoption by that of adoptions, everything else by the birth. */
    private static String settlement(List<Statement> said) {
        boolean anySpouse = said.stream().anyMatch(statement -> isSpouse(statement.relation()));
        if (anySpouse && said.stream().allMatch(statement -> isSpouse(statement.relation()))) {
            return Person.MARRIAGE;
        }
        return said.stream().anyMatch(statement -> isAdoptive(statement.relation())) ? Person.ADOPTION : Person.BIRTH;
    }

    private boolean isContradicted(Relation relation) {
        return !having(
                                relation,
                                Voice.NAMES_ANOTHER,
                                Voice.NAMES_ANOTHER_BY_NAME,
                                Voice.UNFIT,
                                Voice.IS_OVER,
                                Voice.NEVER_SO)
                        .isEmpty()
                || statements.stream().anyMatch(said -> isAdoptionByAnother(relation, said))
                || sexDisagrees(relation);
    }

    /** Whether a registered adoption gives somebody else the place that a natural parent is said to hold. */
    private static boolean isAdoptionByAnother(Relation relation, Statement said) {
        boolean sameSide = Relations.lineOf(relation)
                .flatMap(line -> switch (line) {
                    case PARENT -> Optional.of(Line.ADOPTIVE_PARENT);
                    case CHILD -> Optional.of(Line.ADOPTED_CHILD);
                    default -> Optional.<Line>empty();
                })
                .filter(line -> line.of(Relations.sexOf(relation)) == said.relation())
                .isPresent();
        return sameSide && said.restsOn(Person.ADOPTION) && !said.is(Voice.AFFIRMS) && !said.is(Voice.WAS_SO);
    }

    private boolean sexDisagrees(Relation relation) {
        Sex sex = testimony.first().sex();
        Sex other = testimony.second().sex();
        Relation inverse = Relations.inverse(relation, other);
        return Relations.sexOf(relation) != sex || inverse == Relation.UNKNOWN || Relations.sexOf(inverse) != other;
    }

    private static boolean isAdoptive(Relation relation) {
        return Relations.lineOf(relation)
                .filter(line -> line == Line.ADOPTIVE_PARENT || line == Line.ADOPTED_CHILD)
                .isPresent();
    }

    private static boolean isAdoptiveOrStep(Relation relation) {
        return isAdoptive(relation)
                || Relations.lineOf(relation)
                        .filter(line -> line == Line.STEP_PARENT || line == Line.STEP_CHILD)
                        .isPresent();
    }

    private static boolean isSpouse(Relation relation) {
        return relation == Relation.HUSBAND || relation == Relation.WIFE;
    }

    private List<Statement> having(Relation relation, Voice... voices) {
        return with(said -> said.relation() == relation && List.of(voices).contains(said.voice()));
    }

    private List<Statement> with(Predicate<Statement> condition) {
        return statements.stream().filter(condition).toList();
    }

    static List<RecordEvent> eventsOf(List<Statement> said) {
        return said.stream()
                .flatMap(statement -> statement.events().stream())
                .distinct()
                .toList();
    }
}

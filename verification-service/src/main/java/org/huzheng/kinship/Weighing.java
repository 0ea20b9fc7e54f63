package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.kinship.Testimony.Statement;
import org.huzheng.kinship.Testimony.Voice;

/** Weighs what the records of two people say, the way a careful clerk would: refuse and name what would settle it, rather than guess. */
final class Weighing {
    private final Testimony testimony;
    private final List<Statement> statements;

    /** Weighs the testimony of the two and what others' records say of them. */
    Weighing(Testimony testimony, List<Statement> others) {
        this.testimony = testimony;
        this.statements =
                Stream.concat(testimony.statements().stream(), others.stream()).toList();
    }

    Verdict verdict(Optional<Relation> claimed) {
        List<Relation> affirmed = statements.stream()
                .filter(said -> said.voice() == Voice.AFFIRMS)
                .map(Statement::relation)
                .distinct()
                .sorted()
                .toList();
        if (affirmed.size() > 1) {
            return contradiction(said -> said.voice() == Voice.AFFIRMS);
        }
        if (affirmed.isEmpty()) {
            return unaffirmed(claimed);
        }
        Relation relation = affirmed.get(0);
        List<Statement> affirming = having(relation, Voice.AFFIRMS);
        if (isSpouse(relation) && isOver()) {
            // a widow may have married again, which is no contradiction
            return claimed.isPresent() && claimed.get() != relation ? otherThanClaimed(relation) : ended();
        }
        if (isContradicted(relation)) {
            return contradiction(said -> said.relation() == relation);
        }
        if (claimed.isPresent() && claimed.get() != relation) {
            return otherThanClaimed(relation);
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
        return Verdict.match(withBothEntries(findings), content(relation, affirming));
    }

    /** The certificate prints what the two entries say of the people, so it rests on them too. */
    private List<Finding> withBothEntries(List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (Finding finding : findings) {
            TreeSet<RecordEvent> events =
                    new TreeSet<>(Comparator.comparing(event -> event.header().getEventId()));
            events.addAll(finding.events());
            events.add(testimony.firstEntry().event());
            events.add(testimony.secondEntry().event());
            all.add(Finding.of(finding.rule(), events));
        }
        return all;
    }

    /** Whether a marriage has ended with the death or the entry of one of the two. */
    private boolean isOver() {
        return Person.hasDied(testimony.firstEntry())
                || Person.hasDied(testimony.secondEntry())
                || testimony.first().entries().isEmpty()
                || testimony.second().entries().isEmpty();
    }

    private Verdict ended() {
        return Verdict.refusal(
                Answer.RECORD_INACTIVE,
                Finding.of(
                        Rule.RELATION_ENDED,
                        List.of(
                                testimony.firstEntry().event(),
                                testimony.secondEntry().event())));
    }

    private boolean isOneSided(List<Statement> affirming) {
        List<Statement> stated = affirming.stream()
                .filter(said -> said.basis() == RelationBasis.STATED)
                .toList();
        boolean endedOnOneSide = !with(said -> said.voice() == Voice.WAS_SO).isEmpty();
        // living together as spouses stands in for the second entry, unless that entry once stated the marriage and
        // dropped it
        return eventsOf(endedOnOneSide ? stated : affirming).size() < 2;
    }

    private Verdict unaffirmed(Optional<Relation> claimed) {
        Predicate<Statement> concerned = said -> claimed.isEmpty() || said.relation() == claimed.get();
        List<Statement> was = with(concerned.and(said -> said.voice() == Voice.WAS_SO));
        if (!was.isEmpty()) {
            return Verdict.refusal(Answer.RECORD_INACTIVE, Finding.of(Rule.RELATION_ENDED, eventsOf(was)));
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
        List<Statement> undetermined = with(said -> said.voice() == Voice.UNDETERMINED);
        if (!undetermined.isEmpty()) {
            return ambiguous(Rule.COMPOSITION_UNDETERMINED, undetermined);
        }
        return Verdict.refusal(
                Answer.NO_RECORD,
                Finding.of(
                                Rule.NO_RELATION,
                                List.of(
                                        testimony.firstEntry().event(),
                                        testimony.secondEntry().event()))
                        .settledBy(Person.BIRTH));
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
                Answer.AMBIGUOUS, Finding.of(rule, eventsOf(said)).settledBy(Person.BIRTH));
    }

    private boolean isContradicted(Relation relation) {
        return !having(relation, Voice.NAMES_ANOTHER, Voice.NAMES_ANOTHER_BY_NAME, Voice.UNFIT)
                        .isEmpty()
                || sexDisagrees(relation);
    }

    private boolean sexDisagrees(Relation relation) {
        Sex sex = Person.sexOf(testimony.firstEntry());
        Sex other = Person.sexOf(testimony.secondEntry());
        Relation inverse = Relations.inverse(relation, other);
        return Relations.sexOf(relation) != sex || inverse == Relation.UNKNOWN || Relations.sexOf(inverse) != other;
    }

    private KinshipContent content(Relation relation, List<Statement> affirming) {
        Optional<LocalDate> since = affirming.stream()
                .flatMap(said -> Optional.ofNullable(said.since()).stream())
                .min(Comparator.naturalOrder());
        return KinshipContent.newBuilder()
                .setApplicant(testimony.first().summary(testimony.firstEntry()))
                .setRelative(testimony.second().summary(testimony.secondEntry()))
                .setRelation(relation)
                .setInverse(Relations.inverse(relation, Person.sexOf(testimony.secondEntry())))
                .setBases(affirming.stream()
                        .map(Statement::basis)
                        .distinct()
                        .sorted()
                        .toList())
                .setRegisters(affirming.stream()
                        .flatMap(said -> said.events().stream())
                        .map(RecordEvent::recordType)
                        .distinct()
                        .sorted()
                        .toList())
                .setSince(since.orElse(null))
                .build();
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

    private static List<RecordEvent> eventsOf(List<Statement> said) {
        return said.stream()
                .flatMap(statement -> statement.events().stream())
                .distinct()
                .toList();
    }
}

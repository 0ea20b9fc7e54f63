package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.exchange.SharedParents;
import org.huzheng.kinship.Household.Composed;
import org.huzheng.kinship.KinCodes.Age;
import org.huzheng.kinship.Tie.Standing;

/** Decides what people between the two, or a household they shared, make the two to each other. */
// over 300 lines: every way to refuse or to grant what others make of the two
final class Derived {
    private final Testimony testimony;
    private final Circle circle;
    private final Node first;
    private final Node second;
    private final List<Chain> chains;
    private final Optional<Composed> household;
    private final Together together;

    Derived(Testimony testimony, Circle circle) {
        this.testimony = testimony;
        this.circle = circle;
        first = node(testimony.first());
        second = node(testimony.second());
        chains = new Chains(circle)
                .between(first, second).stream()
                        .filter(chain -> chain.line() != Line.SPOUSE && !chain.isOverBeforeTheChild())
                        .toList();
        together = Together.of(testimony.household());
        household =
                together.settled().filter(composed -> adoptionsSince(composed).isEmpty());
    }

    private static Node node(Speaker speaker) {
        return Node.of(speaker.person(), speaker.sex(), null);
    }

    /** Everybody the ways found so far run through. */
    List<Person> between() {
        return chains.stream()
                .flatMap(chain -> chain.between().stream())
                .flatMap(node -> node.person().stream())
                .toList();
    }

    /** What follows, empty when nothing does. */
    Optional<Verdict> verdict(Optional<Relation> claimed) {
        List<RecordEvent> disagreeing = together.disagreeing();
        if (!disagreeing.isEmpty()) {
            return Optional.of(ambiguous(Rule.RELATION_CONTRADICTED, disagreeing, Person.BIRTH));
        }
        List<Chain> standing = chains.stream()
                .filter(chain -> chain.standing() == Standing.STANDS && !isOpen(chain))
                .toList();
        Optional<Verdict> contradicted =
                standing.isEmpty() ? endedByAdoption().or(() -> contradicted(standing)) : contradicted(standing);
        if (contradicted.isPresent()) {
            return contradicted;
        }
        if (claimed.isEmpty()) {
            return standing.isEmpty() && household.isEmpty()
                    ? chains.stream().findFirst().map(this::refuse).or(() -> together.formerly()
                            .map(this::undetermined))
                    : Optional.of(confirm(
                            standing.isEmpty()
                                    ? householdLine()
                                    : standing.get(0).line(),
                            standing));
        }
        Relation relation = claimed.get();
        boolean established = standing.stream().anyMatch(chain -> is(chain.line(), relation))
                || household
                        .filter(composed -> is(Household.line(composed), relation))
                        .isPresent();
        if (established) {
            return Optional.of(confirm(Relations.lineOf(relation).orElseThrow(), standing));
        }
        Optional<Verdict> refused = chains.stream()
                .filter(chain -> is(chain.line(), relation) || (isOpen(chain) && isParentOrChild(relation)))
                .findFirst()
                .map(this::refuse);
        Optional<Verdict> open = refused.or(() -> together.formerly()
                .filter(composed -> is(Household.line(composed), relation))
                .map(this::undetermined));
        if (open.isPresent()) {
            return open;
        }
        return standing.stream()
                .findFirst()
                .map(Chain::events)
                .or(() -> household.map(together::eventsOf))
                .map(events -> Verdict.refusal(Answer.MISMATCH, Finding.of(Rule.ANOTHER_RELATION, events)));
    }

    /** Adoptions of one of the two by a couple since they left a household that makes them kin by blood: the natural kin of before are kin no more (Civil Code 1111). */
    private List<RecordEvent> adoptionsSince(Composed composed) {
        return Household.line(composed).isByMarriage()
                ? List.of()
                : Stream.of(first, second)
                        .flatMap(node -> node.person().stream())
                        .flatMap(person -> circle.adoptionsByCouples(person).stream())
                        .filter(adoption -> composed.shared()
                                .period()
                                .endedBefore(adoption.event().validFrom()))
                        .map(Stated::event)
                        .toList();
    }

    private Optional<Verdict> endedByAdoption() {
        return together.settled().flatMap(composed -> {
            List<RecordEvent> adoptions = adoptionsSince(composed);
            return adoptions.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Verdict.refusal(
                            Answer.RECORD_INACTIVE,
                            Finding.of(Rule.RELATION_ENDED, each(together.eventsOf(composed), adoptions))));
        });
    }

    /** What speaks against a household that makes the two kin by blood: the present one, or another line of blood that other records make. */
    private Optional<Verdict> contradicted(List<Chain> standing) {
        return household
                .filter(composed -> !Household.line(composed).isByMarriage())
                .flatMap(composed -> {
                    List<RecordEvent> against = Stream.concat(
                                    together.denying(composed).stream(),
                                    excluding(Household.line(composed), standing).stream())
                            .toList();
                    return against.isEmpty()
                            ? Optional.empty()
                            : Optional.of(ambiguous(
                                    Rule.RELATION_CONTRADICTED,
                                    each(together.eventsOf(composed), against),
                                    Person.BIRTH));
                });
    }

    /** Ways that make another line of blood: nobody is a brother of his nephew, but one may be a cousin on both sides. */
    private List<RecordEvent> excluding(Line line, List<Chain> standing) {
        return standing.stream()
                .filter(chain -> chain.line() != line && !chain.line().isByMarriage())
                .filter(chain -> !(isCousin(line) && isCousin(chain.line())))
                .flatMap(chain -> eventsOf(chain).stream())
                .toList();
    }

    private static boolean isCousin(Line line) {
        return line == Line.FATHERS_BROTHERS_CHILD || line == Line.OTHER_COUSIN;
    }

    private Line householdLine() {
        return household.map(Household::line).orElseThrow();
    }

    private boolean is(Line line, Relation relation) {
        return line.of(testimony.first().sex()) == relation;
    }

    private static boolean isParentOrChild(Relation relation) {
        return Relations.lineOf(relation)
                .filter(line -> line == Line.PARENT || line == Line.CHILD)
                .isPresent();
    }

    /** The spouse of a parent is a step-parent only where somebody else is known to hold the place of their sex. */
    private boolean isOpen(Chain chain) {
        return chain.isStep() && (holder(chain).isEmpty() || chain.mayBeOverBeforeTheChild());
    }

    /** Who holds the place that a step-parent does not. */
    private Optional<Tie> holder(Chain chain) {
        boolean stepParent = chain.line() == Line.STEP_PARENT;
        Node child = stepParent ? second : first;
        Node spouse = stepParent ? first : second;
        return circle.parents(child).stream()
                .filter(tie -> tie.to().sex() == spouse.sex()
                        && tie.standing() == Standing.STANDS
                        && tie.to().isKnownByNumber()
                        && !tie.to().isSameAs(spouse))
                .findFirst();
    }

    private List<RecordEvent> eventsOf(Chain chain) {
        Set<RecordEvent> events = new LinkedHashSet<>(chain.events());
        if (chain.isStep()) {
            holder(chain).ifPresent(tie -> events.addAll(tie.allEvents()));
        }
        // the certificate prints names and deaths of those between
        chain.between().stream().flatMap(node -> node.entry().stream()).forEach(entry -> events.add(entry.event()));
        return List.copyOf(events);
    }

    private Verdict confirm(Line line, List<Chain> standing) {
        List<Chain> ofLine =
                standing.stream().filter(chain -> chain.line() == line).toList();
        List<RecordEvent> composed = household
                .filter(found -> Household.line(found) == line)
                .map(together::eventsOf)
                .orElse(List.of());
        Optional<Verdict> objection = composed.isEmpty() ? Optional.empty() : objection(line, ofLine);
        if (objection.isPresent()) {
            return objection.get();
        }
        // siblings are told which parents they share
        List<RecordEvent> parents = line == Line.SIBLING ? siblings().events() : List.of();
        List<Finding> findings = new ArrayList<>();
        List<RecordEvent> events = new ArrayList<>();
        if (!composed.isEmpty()) {
            List<RecordEvent> entries = each(composed, parents);
            events.addAll(entries);
            findings.add(Finding.of(Rule.RELATION_COMPOSED, entries));
        }
        if (!ofLine.isEmpty()) {
            List<RecordEvent> derived = each(
                    ofLine.stream().flatMap(chain -> eventsOf(chain).stream()).toList(), parents);
            events.addAll(derived);
            findings.add(Finding.of(isStated(ofLine.get(0)) ? Rule.RELATION_STATED : Rule.RELATION_DERIVED, derived));
        }
        return Verdict.match(
                Weighing.withBothEntries(findings, testimony),
                content(line, ofLine, events).about(testimony));
    }

    /** What speaks against the household: records that contradict its codes, or the way that ought to make the same line. */
    private Optional<Verdict> objection(Line line, List<Chain> ofLine) {
        Set<RecordEvent> against = household
                .map(composed -> new Objections(circle, composed, first, second).events())
                .orElse(Set.of());
        if (!against.isEmpty()) {
            Set<RecordEvent> events = new LinkedHashSet<>(against);
            household.ifPresent(composed -> events.addAll(together.eventsOf(composed)));
            return Optional.of(ambiguous(
                    Rule.RELATION_CONTRADICTED,
                    List.copyOf(events),
                    line.isByMarriage() ? Person.MARRIAGE : Person.BIRTH));
        }
        return ofLine.isEmpty()
                ? chains.stream()
                        .filter(chain -> chain.line() == line && Objections.isAgainst(chain.standing()))
                        .findFirst()
                        .map(this::refuse)
                : Optional.empty();
    }

    private Verdict undetermined(Composed composed) {
        return ambiguous(Rule.COMPOSITION_UNDETERMINED, together.eventsOf(composed), Person.MARRIAGE);
    }

    private Siblings siblings() {
        return new Siblings(circle.parents(first), circle.parents(second));
    }

    private static List<RecordEvent> each(List<RecordEvent> some, List<RecordEvent> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private static boolean isStated(Chain chain) {
        return chain.steps().size() == 1;
    }

    private Content content(Line line, List<Chain> ofLine, List<RecordEvent> events) {
        Relation relation = line.of(testimony.first().sex());
        List<RelationBasis> bases = new ArrayList<>();
        household.filter(found -> Household.line(found) == line).ifPresent(found -> bases.add(RelationBasis.COMPOSED));
        ofLine.stream()
                .findFirst()
                .ifPresent(chain -> bases.add(isStated(chain) ? RelationBasis.STATED : RelationBasis.DERIVED));
        Optional<Chain> nearest = ofLine.stream().findFirst();
        Period period = nearest.map(Chain::period)
                .orElseGet(() -> household.map(found -> found.shared().period()).orElse(Period.UNKNOWN));
        Age age = nearest.map(Chain::age)
                .orElseGet(() -> line == Line.SIBLING
                        ? Age.of(testimony.first().entry(), testimony.second().entry())
                        : Age.UNKNOWN);
        Optional<SharedParents> shared = line == Line.SIBLING ? siblings().shared() : Optional.empty();
        return new Content(
                relation,
                bases,
                events,
                period,
                KinCodes.table().code(relation, age),
                shared,
                nearest.filter(chain -> !isStated(chain)).map(Chain::links).orElse(List.of()));
    }

    private Verdict refuse(Chain chain) {
        List<RecordEvent> events = chain.events();
        return switch (chain.standing()) {
            // what stands and is refused all the same is open
            case STANDS ->
                holder(chain).isEmpty()
                        ? ambiguous(Rule.PARENT_OR_STEPPARENT, events, Person.BIRTH)
                        : ambiguous(Rule.DEATH_UNDATED, eventsOf(chain), Person.RESIDENT);
            case CONTRADICTED -> ambiguous(Rule.RELATION_CONTRADICTED, events, settlement(chain));
            case ENDED -> Verdict.refusal(Answer.RECORD_INACTIVE, Finding.of(Rule.RELATION_ENDED, events));
            case UNSETTLED -> ambiguous(Rule.COMPOSITION_UNDETERMINED, events, Person.BIRTH);
            case ONE_SIDED -> ambiguous(Rule.SPOUSE_ONE_SIDED, events, Person.RESIDENT);
            case BY_NAME -> ambiguous(Rule.STATED_BY_NAME_ONLY, events, Person.BIRTH);
        };
    }

    private static String settlement(Chain chain) {
        boolean marriage = chain.ties().stream()
                .filter(tie -> tie.standing() == Standing.CONTRADICTED)
                .allMatch(tie -> tie.step() == Derivation.Step.SPOUSE);
        return marriage ? Person.MARRIAGE : Person.BIRTH;
    }

    private static Verdict ambiguous(Rule rule, List<RecordEvent> events, String settledBy) {
        return Verdict.refusal(Answer.AMBIGUOUS, Finding.of(rule, events).settledBy(settledBy));
    }
}

package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Composition.Outcome;
import org.huzheng.kinship.Person.Residence;
import org.huzheng.kinship.Statement.Voice;
import org.jspecify.annotations.Nullable;

/**
 * What two people are to each other by having lived in one household under one head at one time.
 *
 * @param others what was heard of others
 */
record Household(Speaker first, Speaker second, Others others) {
    // GB/T 4761: 02 head of household, 03 head of a collective household; 27 37 57 58 adopted or step
    private static final String HEAD = "02";
    private static final String HEAD_OF_COLLECTIVE = "03";
    private static final Set<String> ADOPTED_OR_STEP = Set.of("27", "37", "57", "58");

    /** How entries stand to those that speak. */
    enum When {
        /** They speak. */
        NOW,
        /** They speak, and the entry of one of the two has ended otherwise than by death. */
        UNTIL_LEFT,
        /** Others speak. */
        FORMERLY
    }

    /**
     * Entries of the two that stand in one household under one head at one time.
     *
     * @param period days they have in common
     * @param when how these stand to the entries that speak for the two
     */
    record Shared(Residence one, Residence other, Period period, When when) {
        /** Whether these are the entries that speak for the two: what they say is not overtaken. */
        boolean now() {
            return when != When.FORMERLY;
        }

        /** Whether, besides, neither of the two has left otherwise than by death: a marriage that it speaks of need not have ended. */
        boolean lasts() {
            return when == When.NOW;
        }

        List<RecordEvent> events() {
            return List.of(one.entry().event(), other.entry().event());
        }

        String headKey() {
            String key = one.entry().body().getHeadKey();
            if (key == null) {
                throw new IllegalStateException("expected a shared household to have a head, found none");
            }
            return key;
        }
    }

    /** What was composed. */
    record Composed(Shared shared, Outcome outcome) {}

    /** What each shared household says, the present one first; collective ones say nothing. */
    List<Composed> composed() {
        return shared().stream()
                .filter(shared -> !others.isCollective(shared))
                .map(shared -> new Composed(shared, outcome(shared, sexOfHead(shared.headKey()))))
                .toList();
    }

    /** What households of others make the two parent and child. */
    List<Composed> statedByOthers() {
        return composed().stream()
                .filter(found -> found.outcome() instanceof Outcome.Settled
                        && line(found).isStated())
                .filter(found -> !isOfTheTwo(found.shared().headKey()))
                .toList();
    }

    /** Statements on parent and child or spouses, on whatever households disagree on, and what the present household leaves open. */
    List<Statement> statements() {
        List<Composed> composed = composed();
        Optional<Composed> settled =
                settled(composed).filter(found -> line(found).isStated());
        List<Statement> said = new ArrayList<>();
        List<Composed> disagreeing = disagreeing(composed);
        if (!disagreeing.isEmpty()) {
            disagreeing.forEach(found -> said.add(statement(found)));
        } else if (settled.isPresent()) {
            Set<Line> lines = EnumSet.noneOf(Line.class);
            composed.stream()
                    .filter(found -> found.outcome() instanceof Outcome.Settled)
                    .filter(found -> line(found).isStated() && lines.add(line(found)))
                    .forEach(found -> said.add(statement(found)));
        }
        // what an earlier household settled, the present one may have unsettled; adopted or step children do not become
        // children by birth
        composed.stream()
                .filter(found -> found.outcome() instanceof Outcome.Undetermined)
                .filter(found -> found.shared().now() || isMerged(found.shared()))
                .forEach(found -> said.add(undetermined(found.shared())));
        settled.filter(found -> !line(found).isByMarriage())
                .flatMap(found -> denied(found, composed)
                        .map(shared -> new Statement(
                                line(found).of(first.sex()),
                                Voice.NAMES_ANOTHER,
                                RelationBasis.COMPOSED,
                                shared.events(),
                                shared.period())))
                .ifPresent(said::add);
        return said;
    }

    /** The present household, where its head, who is one of the two or the one by whom an earlier household settled it, has one of them for unrelated. */
    Optional<Shared> denied(Composed settled, List<Composed> composed) {
        return settled.shared().now()
                ? Optional.empty()
                : composed.stream()
                        .filter(found -> found.shared().now() && found.outcome() instanceof Outcome.Nothing)
                        .map(Composed::shared)
                        .filter(shared -> isOfTheTwo(shared.headKey())
                                || isSameHead(shared.headKey(), settled.shared().headKey()))
                        .findFirst();
    }

    private boolean isOfTheTwo(String key) {
        return first.person().is(key) || second.person().is(key);
    }

    /** The first household that settles something. */
    static Optional<Composed> settled(List<Composed> composed) {
        return composed.stream()
                .filter(found -> found.outcome() instanceof Outcome.Settled)
                .findFirst();
    }

    /** A household for each line of kin by blood, where households settle more than one: nobody is a sibling of their child. */
    static List<Composed> disagreeing(List<Composed> composed) {
        Map<Line, Composed> byLine = new EnumMap<>(Line.class);
        composed.stream()
                .filter(found -> found.outcome() instanceof Outcome.Settled)
                .filter(found -> !line(found).isByMarriage())
                .forEach(found -> byLine.putIfAbsent(line(found), found));
        return byLine.size() > 1 ? List.copyOf(byLine.values()) : List.of();
    }

    static Line line(Composed composed) {
        if (composed.outcome() instanceof Outcome.Settled settled) {
            return settled.line();
        }
        throw new IllegalArgumentException("expected a household that settles a relation, found " + composed.outcome());
    }

    private Statement statement(Composed composed) {
        Shared shared = composed.shared();
        Line line = line(composed);
        // a marriage that only an earlier household speaks of need not have lasted
        Voice voice = line == Line.SPOUSE && !shared.lasts() ? Voice.WAS_SO : Voice.AFFIRMS;
        return new Statement(line.of(first.sex()), voice, RelationBasis.COMPOSED, eventsOf(shared), shared.period());
    }

    private Statement undetermined(Shared shared) {
        // the relation named is only a place-holder for "something":
        // an undetermined composition speaks of every relation
        Relation something = Line.CHILD.of(first.sex());
        return new Statement(
                something,
                isMerged(shared) ? Voice.ADOPTED_OR_STEP : Voice.UNDETERMINED,
                RelationBasis.COMPOSED,
                shared.events(),
                Period.UNKNOWN);
    }

    /** Whether a household of one of the two as head, now or earlier, calls the other adopted or step, in one word. */
    boolean isMerged() {
        return composed().stream()
                .anyMatch(found -> found.outcome() instanceof Outcome.Undetermined && isMerged(found.shared()));
    }

    /** Whether one of the two is the head and the code of the other merges adopted and step. */
    private static boolean isMerged(Shared shared) {
        String one = shared.one().entry().body().getRelationToHead();
        String other = shared.other().entry().body().getRelationToHead();
        return (one.equals(HEAD) && ADOPTED_OR_STEP.contains(other))
                || (other.equals(HEAD) && ADOPTED_OR_STEP.contains(one));
    }

    /** The two entries, and the head's where what the codes say depends on the head's sex. */
    List<RecordEvent> eventsOf(Shared shared) {
        return Stream.concat(
                        shared.events().stream(),
                        dependsOnHead(shared) ? others.entryOf(shared.headKey()).stream() : Stream.empty())
                .distinct()
                .toList();
    }

    private boolean dependsOnHead(Shared shared) {
        return !outcome(shared, Sex.MALE).equals(outcome(shared, Sex.FEMALE));
    }

    private Outcome outcome(Shared shared, Sex ofHead) {
        Resident one = shared.one().entry().body();
        Resident other = shared.other().entry().body();
        Outcome outcome = Composition.table()
                .of(one.getRelationToHead(), one.getSex(), other.getRelationToHead(), other.getSex(), ofHead);
        boolean agree = agreesOnHead(first.person(), one) && agreesOnHead(second.person(), other);
        return outcome instanceof Outcome.Settled && !agree ? new Outcome.Undetermined() : outcome;
    }

    private Sex sexOfHead(String key) {
        if (first.person().is(key)) {
            return first.sex();
        }
        return second.person().is(key) ? second.sex() : others.sexOf(key);
    }

    /** Whether a member's code can say that they are this to the head; whether it does is for both entries to say. */
    static boolean mayBeToHead(Line line, Resident entry) {
        return Stream.of(Sex.MALE, Sex.FEMALE)
                .map(head -> Composition.table().of(entry.getRelationToHead(), HEAD, head))
                .anyMatch(new Outcome.Settled(line)::equals);
    }

    private List<Shared> shared() {
        List<Shared> all = new ArrayList<>();
        for (Residence one : first.person().residences()) {
            for (Residence other : second.person().residences()) {
                if (areTogether(one, other)) {
                    boolean now =
                            one.entry().equals(first.entry()) && other.entry().equals(second.entry());
                    When when = !now ? When.FORMERLY : first.hasLeft() || second.hasLeft() ? When.UNTIL_LEFT : When.NOW;
                    all.add(new Shared(one, other, one.period().and(other.period()), when));
                }
            }
        }
        return all;
    }

    private boolean areTogether(Residence ofFirst, Residence ofSecond) {
        Resident one = ofFirst.entry().body();
        Resident other = ofSecond.entry().body();
        return one.getHouseholdId().equals(other.getHouseholdId())
                && isSameHead(one.getHeadKey(), other.getHeadKey())
                && !one.getRelationToHead().equals(HEAD_OF_COLLECTIVE)
                && !other.getRelationToHead().equals(HEAD_OF_COLLECTIVE)
                && ofFirst.period().overlaps(ofSecond.period());
    }

    /** Whether two entries name one head: by one key, or by two of somebody whose number changed. */
    private boolean isSameHead(@Nullable String one, @Nullable String other) {
        return one != null && other != null && others.personOf(one).equals(others.personOf(other));
    }

    /** Whether a head is that of a collective household, whose members living together makes nobody kin. */
    static boolean isCollective(Shared shared, Person head) {
        String household = shared.one().entry().body().getHouseholdId();
        return head.residences().stream()
                .filter(residence -> residence.period().overlaps(shared.period()))
                .map(residence -> residence.entry().body())
                .anyMatch(entry -> entry.getHouseholdId().equals(household)
                        && entry.getRelationToHead().equals(HEAD_OF_COLLECTIVE));
    }

    /** Whether exactly the person the entry names as head is coded as head; else its code says nothing. */
    private static boolean agreesOnHead(Person person, Resident entry) {
        return person.is(entry.getHeadKey()) == entry.getRelationToHead().equals(HEAD);
    }
}

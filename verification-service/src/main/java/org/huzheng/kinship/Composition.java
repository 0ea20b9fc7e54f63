package org.huzheng.kinship;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huzheng.codes.RelationToHead;
import org.huzheng.codes.Table;
import org.huzheng.event.Sex;

/**
 * What two members of one household are to each other, from their relations to its head (GB/T 4761-2008). The table says for every two codes
 * what they settle, that they leave it undetermined, or that living together makes nobody kin.
 */
final class Composition {
    private static final String RESOURCE = "composition.csv";
    private static final String UNDETERMINED = "undetermined";
    private static final String NOTHING = "nothing";
    private static final Map<String, Sex> SEXES = RelationToHead.all().stream()
            .filter(code -> code.sex().isPresent())
            .collect(Collectors.toUnmodifiableMap(
                    RelationToHead::code, code -> code.sex().orElseThrow()));
    private static final Composition TABLE = load();

    /** What two codes say. */
    sealed interface Outcome {
        /** The first is this to the second. */
        record Settled(Line line) implements Outcome {}

        /** The codes leave it open. */
        record Undetermined() implements Outcome {}

        /** The codes speak of no kinship. */
        record Nothing() implements Outcome {}
    }

    /** A row of the table for one ordered pair of codes. */
    private record Pair(Outcome headMan, Outcome headWoman) {
        Outcome of(Sex head) {
            return switch (head) {
                case MALE -> headMan;
                case FEMALE -> headWoman;
                case UNKNOWN -> headMan.equals(headWoman) ? headMan : new Outcome.Undetermined();
            };
        }
    }

    private final Map<String, Pair> pairs;

    private Composition(Map<String, Pair> pairs) {
        this.pairs = Map.copyOf(pairs);
    }

    static Composition table() {
        return TABLE;
    }

    /** Whether the table speaks of a pair of codes. */
    boolean knows(String firstCode, String secondCode) {
        return pairs.containsKey(key(firstCode, secondCode));
    }

    /** What two codes say, where the head is of this sex; what depends on the head's sex is undetermined where that is UNKNOWN. */
    Outcome of(String firstCode, String secondCode, Sex head) {
        Pair pair = pairs.get(key(firstCode, secondCode));
        return pair == null ? new Outcome.Undetermined() : pair.of(head);
    }

    /**
     * What two codes say of two people of these sexes. A code that speaks of another sex than the entry it stands in says nothing that could be
     * relied on.
     */
    Outcome of(String firstCode, Sex firstSex, String secondCode, Sex secondSex, Sex head) {
        Outcome said = of(firstCode, secondCode, head);
        return said instanceof Outcome.Settled && !(fits(firstCode, firstSex) && fits(secondCode, secondSex))
                ? new Outcome.Undetermined()
                : said;
    }

    /** Sex that a code implies, empty where it implies none. */
    static Optional<Sex> sexOf(String code) {
        return Optional.ofNullable(SEXES.get(code));
    }

    private static boolean fits(String code, Sex sex) {
        return sexOf(code).map(implied -> implied == sex).orElse(sex != Sex.UNKNOWN);
    }

    private static Composition load() {
        Map<String, Pair> pairs = new HashMap<>();
        for (List<String> row : Table.rows(Composition.class, RESOURCE)) {
            Pair pair = new Pair(outcome(row.get(2)), outcome(row.get(3)));
            Pair turned = new Pair(turned(pair.headMan()), turned(pair.headWoman()));
            for (String first : Table.words(row.get(0))) {
                for (String second : Table.words(row.get(1))) {
                    put(pairs, first, second, pair);
                    put(pairs, second, first, turned);
                }
            }
        }
        return new Composition(pairs);
    }

    private static void put(Map<String, Pair> pairs, String first, String second, Pair pair) {
        Pair before = pairs.put(key(first, second), pair);
        if (before != null && !before.equals(pair)) {
            throw new IllegalStateException(RESOURCE + ": expected one row for " + first + " and " + second
                    + ", found two that say different things");
        }
    }

    private static Outcome outcome(String cell) {
        return switch (cell) {
            case UNDETERMINED -> new Outcome.Undetermined();
            case NOTHING -> new Outcome.Nothing();
            default -> new Outcome.Settled(Line.ofCode(cell));
        };
    }

    private static Outcome turned(Outcome outcome) {
        return outcome instanceof Outcome.Settled settled
                ? new Outcome.Settled(settled.line().inverse())
                : outcome;
    }

    private static String key(String first, String second) {
        return first + " " + second;
    }
}

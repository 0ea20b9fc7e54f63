package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.huzheng.kinship.Derivation.Step;
import org.huzheng.kinship.Tie.Standing;

/** Finds every way from the first person of a case to the second that the tables have a name for, by the records heard so far. */
final class Chains {
    private static final int MOST_PARENTS = 3;
    private static final Comparator<Chain> NEAREST = Comparator.comparing(Chain::standing)
            .thenComparing((Chain chain) -> chain.steps().size())
            .thenComparing(Chain::line);

    private final Circle circle;

    Chains(Circle circle) {
        this.circle = circle;
    }

    /** Somebody reached from one of the two: by parents, or by the spouse and then parents. */
    private record Leg(List<Node> nodes, List<Tie> ties) {
        Node end() {
            return nodes.get(nodes.size() - 1);
        }

        Leg and(Tie tie) {
            List<Node> further = new ArrayList<>(nodes);
            further.add(tie.to());
            List<Tie> more = new ArrayList<>(ties);
            more.add(tie);
            return new Leg(further, more);
        }

        boolean passes(Node node) {
            return nodes.stream().anyMatch(node::isSameAs);
        }
    }

    /** The ways, best standing first, of equal standing the nearest first, blood before marriage. */
    List<Chain> between(Node first, Node second) {
        List<Chain> chains = new ArrayList<>();
        List<Leg> ofSecond = legs(second);
        for (Leg one : legs(first)) {
            for (Leg other : ofSecond) {
                join(one, other).ifPresent(chains::add);
            }
        }
        chains.sort(NEAREST);
        return chains;
    }

    private List<Leg> legs(Node start) {
        Leg none = new Leg(List.of(start), List.of());
        List<Leg> legs = new ArrayList<>(upwards(none, MOST_PARENTS));
        for (Tie spouse : circle.spouses(start)) {
            legs.addAll(upwards(none.and(spouse), MOST_PARENTS - 1));
        }
        return legs;
    }

    private List<Leg> upwards(Leg leg, int steps) {
        List<Leg> legs = new ArrayList<>(List.of(leg));
        if (steps > 0) {
            for (Tie parent : circle.parents(leg.end())) {
                if (!leg.passes(parent.to())) {
                    legs.addAll(upwards(leg.and(parent), steps - 1));
                }
            }
        }
        return legs;
    }

    private Optional<Chain> join(Leg one, Leg other) {
        boolean same = one.end().isSameAs(other.end());
        if (!same && !one.end().mayBe(other.end())) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>(one.nodes());
        List<Tie> ties = new ArrayList<>(one.ties());
        List<Step> steps = new ArrayList<>(one.ties().stream().map(Tie::step).toList());
        for (int i = other.ties().size() - 1; i >= 0; i--) {
            nodes.add(other.nodes().get(i));
            ties.add(other.ties().get(i));
            steps.add(other.ties().get(i).step().back());
        }
        if (steps.isEmpty() || !areDistinct(nodes)) {
            return Optional.empty();
        }
        List<Sex> between =
                nodes.subList(1, nodes.size() - 1).stream().map(Node::sex).toList();
        Standing standing = Chain.weakest(ties);
        if (!same && standing.compareTo(Standing.BY_NAME) < 0) {
            standing = Standing.BY_NAME;
        }
        Standing found = standing;
        return Derivation.table()
                .line(steps, between)
                .map(line -> new Chain(adoptive(line, ties), nodes, steps, ties, found));
    }

    /** A parent by adoption is one of their own kind; through others, an adoption makes kin as a birth does (Civil Code 1111). */
    private static Line adoptive(Line line, List<Tie> ties) {
        boolean adopted = ties.size() == 1 && ties.get(0).adoptive();
        return switch (line) {
            case PARENT -> adopted ? Line.ADOPTIVE_PARENT : line;
            case CHILD -> adopted ? Line.ADOPTED_CHILD : line;
            default -> line;
        };
    }

    private static boolean areDistinct(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            for (int k = i + 1; k < nodes.size(); k++) {
                if (nodes.get(i).isSameAs(nodes.get(k))) {
                    return false;
                }
            }
        }
        return true;
    }
}

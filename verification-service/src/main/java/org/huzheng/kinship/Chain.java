package org.huzheng.kinship;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.exchange.ChainLink;
import org.huzheng.exchange.Relation;
import org.huzheng.kinship.Derivation.Step;
import org.huzheng.kinship.KinCodes.Age;
import org.huzheng.kinship.Tie.Standing;

/**
 * Steps from the first person of a case to the second, and the line of kin they make.
 *
 * @param line what the first is to the second
 * @param nodes everybody passed, the two included
 * @param steps one less than nodes
 * @param ties the records each step rests on, one for each step
 * @param standing that of the weakest tie
 */
record Chain(Line line, List<Node> nodes, List<Step> steps, List<Tie> ties, Standing standing) {
    Chain {
        nodes = List.copyOf(nodes);
        steps = List.copyOf(steps);
        ties = List.copyOf(ties);
    }

    static Standing weakest(List<Tie> ties) {
        return ties.stream().map(Tie::standing).max(Comparator.naturalOrder()).orElse(Standing.STANDS);
    }

    /** Those between the two. */
    List<Node> between() {
        return nodes.subList(1, nodes.size() - 1);
    }

    boolean isStep() {
        return line == Line.STEP_PARENT || line == Line.STEP_CHILD;
    }

    /** Whether it makes somebody a step-parent by a marriage that was over when the child was born or adopted: it made none then. */
    boolean isOverBeforeTheChild() {
        return isStep()
                && childSince()
                        .filter(day -> ends().anyMatch(end -> end.isBefore(day)))
                        .isPresent();
    }

    private Stream<LocalDate> ends() {
        return Stream.concat(
                marriages().flatMap(tie -> Stream.ofNullable(tie.period().until())), stepParent().lastDay().stream());
    }

    /** Whether the step-parent died on a day that the register does not name, and may have before the child was born or adopted. */
    boolean mayBeOverBeforeTheChild() {
        return isStep() && !isSinceTheChild() && stepParent().hasUndatedDeath();
    }

    private boolean isSinceTheChild() {
        Optional<LocalDate> since = childSince();
        return since.isPresent()
                && marriages()
                        .anyMatch(tie ->
                                tie.period().from() != null && !tie.period().beganBefore(since.get()));
    }

    private Stream<Tie> marriages() {
        return ties.stream().filter(tie -> tie.step() == Step.SPOUSE);
    }

    private Node stepParent() {
        return nodes.get(line == Line.STEP_PARENT ? 0 : nodes.size() - 1);
    }

    /** The day on which the child of a step-parent was born or adopted. */
    private Optional<LocalDate> childSince() {
        Node child = nodes.get(line == Line.STEP_PARENT ? nodes.size() - 1 : 0);
        return ties.stream()
                .filter(tie -> tie.step() == Step.PARENT && tie.adoptive())
                .findFirst()
                .map(tie -> Optional.ofNullable(tie.period().from()))
                .orElseGet(() -> child.entry().map(entry -> entry.body().getBirthDate()));
    }

    List<RecordEvent> events() {
        Set<RecordEvent> events = new LinkedHashSet<>();
        ties.forEach(tie -> events.addAll(tie.allEvents()));
        return List.copyOf(events);
    }

    Period period() {
        // the relation is so from the day on which its last step is; a marriage may end, whereas a booklet that was
        // left
        // says of its own step no more than that it was so
        Period all = Period.UNKNOWN;
        for (Tie tie : ties) {
            Period period = tie.period();
            all = all.and(tie.step() == Step.PARENT ? new Period(period.from(), null) : period);
        }
        return all;
    }

    /** Which of the two siblings by whom the chain runs is the elder, where it runs by two and their entries say. */
    Age age() {
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (steps.get(i) == Step.PARENT && steps.get(i + 1) == Step.CHILD) {
                var one = nodes.get(i).entry();
                var other = nodes.get(i + 2).entry();
                return one.isPresent() && other.isPresent() ? Age.of(one.get(), other.get()) : Age.UNKNOWN;
            }
        }
        return Age.UNKNOWN;
    }

    /** The steps as a certificate prints them. */
    List<ChainLink> links() {
        List<ChainLink> links = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Tie tie = ties.get(i);
            Node to = nodes.get(i + 1);
            links.add(ChainLink.newBuilder()
                    .setRelation(relation(steps.get(i), tie, nodes.get(i).sex()))
                    .setPersonKey(to.person().map(Person::key).orElse(null))
                    .setName(to.name())
                    .setDeceased(to.hasDied())
                    .setRegisters(Content.registers(tie.allEvents()))
                    .setSince(tie.period().from())
                    .setUntil(tie.period().until())
                    .build());
        }
        return links;
    }

    private static Relation relation(Step step, Tie tie, Sex sex) {
        Line line =
                switch (step) {
                    case PARENT -> tie.adoptive() ? Line.ADOPTED_CHILD : Line.CHILD;
                    case CHILD -> tie.adoptive() ? Line.ADOPTIVE_PARENT : Line.PARENT;
                    case SPOUSE -> Line.SPOUSE;
                };
        return line.of(sex);
    }

    @Override
    public String toString() {
        return "Chain[" + line + " " + steps + " " + standing + "]";
    }
}

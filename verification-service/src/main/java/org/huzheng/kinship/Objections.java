package org.huzheng.kinship;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.event.Sex;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Household.Composed;
import org.huzheng.kinship.Household.Shared;
import org.huzheng.kinship.Tie.Standing;

/**
 * What records say against the codes by which a household makes two of its members kin: another parent in the head's place, a marriage to the head that is over.
 *
 * @param circle the people heard
 * @param composed what the household says
 * @param first one of the two
 * @param second the other
 */
record Objections(Circle circle, Composed composed, Node first, Node second) {

    /** Records that contradict one of the two codes; empty when none does. */
    Set<RecordEvent> events() {
        Shared shared = composed.shared();
        Resident one = shared.one().entry().body();
        Resident other = shared.other().entry().body();
        Node head = Node.of(circle.person(shared.headKey()), Sex.UNKNOWN, null);
        Set<RecordEvent> events = new LinkedHashSet<>();
        Stream.concat(against(first, one, head).stream(), against(second, other, head).stream())
                .forEach(tie -> events.addAll(tie.allEvents()));
        if (Household.line(composed) == Line.SIBLING) {
            boolean areChildren = Stream.of(one, other).allMatch(entry -> Household.mayBeToHead(Line.CHILD, entry));
            Siblings siblings = new Siblings(circle.parents(first), circle.parents(second));
            if (siblings.mayShareNone(areChildren ? head.sex() : Sex.UNKNOWN)) {
                siblings.ties().forEach(tie -> events.addAll(tie.allEvents()));
            }
        }
        return events;
    }

    private boolean isByMarriage() {
        return Household.line(composed).isByMarriage();
    }

    /** Whether the codes make a spouse's parent that of another spouse, of a head who had several. */
    boolean mayBeOfAnotherSpouse() {
        Shared shared = composed.shared();
        boolean bySpouse = Stream.of(shared.one(), shared.other())
                .anyMatch(residence ->
                        Household.mayBeToHead(Line.SPOUSE, residence.entry().body()));
        return bySpouse
                && !isByMarriage()
                && circle.spouses(Node.of(circle.person(shared.headKey()), Sex.UNKNOWN, null))
                                .size()
                        > 1;
    }

    private List<Tie> against(Node member, Resident entry, Node head) {
        if (Household.mayBeToHead(Line.CHILD, entry)) {
            return deniedParents(member, head);
        }
        if (Household.mayBeToHead(Line.PARENT, entry)) {
            return deniedParents(head, member);
        }
        if (Household.mayBeToHead(Line.SIBLING, entry)) {
            Siblings siblings = new Siblings(circle.parents(member), circle.parents(head));
            return siblings.mayShareNone(Sex.UNKNOWN) ? siblings.ties() : List.of();
        }
        // however the marriage went, the wife's father is her father
        return isByMarriage() && Household.mayBeToHead(Line.SPOUSE, entry)
                ? circle.spouses(member).stream()
                        .filter(tie -> tie.to().isSameAs(head))
                        .filter(tie -> isAgainst(tie.standing()))
                        .toList()
                : List.of();
    }

    /** Who else holds the place in which a code puts this parent. A parent whose sex nobody knows may hold either place. */
    private List<Tie> deniedParents(Node child, Node parent) {
        List<Tie> denying = circle.parents(child).stream()
                .filter(tie -> parent.sex() == Sex.UNKNOWN || tie.to().sex() == parent.sex())
                .filter(tie -> isAgainst(tie.standing())
                        || !(tie.to().isSameAs(parent) || tie.to().mayBe(parent)))
                .toList();
        return parent.sex() == Sex.UNKNOWN && denying.size() < Place.values().length ? List.of() : denying;
    }

    /** Whether a tie of this standing speaks against the code that says the same. */
    static boolean isAgainst(Standing standing) {
        return standing == Standing.ENDED || standing == Standing.CONTRADICTED;
    }
}

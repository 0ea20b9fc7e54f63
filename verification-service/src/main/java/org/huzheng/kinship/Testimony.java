package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.event.Sex;
import org.huzheng.exchange.Relation;
import org.huzheng.kinship.Statement.Voice;

/**
 * What every record of two people says about what the first is to the second.
 *
 * @param first the applicant
 * @param second the relative
 * @param others what was heard of others
 */
record Testimony(Speaker first, Speaker second, Others others) {

    /** The two, each of whom has an entry that speaks. */
    static Testimony of(Person first, Person second, Others others) {
        return new Testimony(
                new Speaker(first, first.entry().orElseThrow()),
                new Speaker(second, second.entry().orElseThrow()),
                others);
    }

    /** The natural fatherhood these statements affirm, if they affirm one. */
    Optional<Parentage> affirmedPaternity(List<Statement> statements) {
        return statements.stream()
                .filter(said -> said.is(Voice.AFFIRMS))
                .flatMap(said -> fatherhood(said.relation()).stream())
                .filter(parentage -> !parentage.adoptions().isAdopted())
                .findFirst();
    }

    /** The natural fatherhood that is claimed, whatever these records say. */
    Optional<Parentage> claimedPaternity(Optional<Relation> claimed) {
        return claimed.flatMap(this::fatherhood)
                .filter(parentage -> !parentage.adoptions().isAdopted());
    }

    private Optional<Parentage> fatherhood(Relation relation) {
        return switch (relation) {
            case FATHER -> Optional.of(ofSecondAsChild());
            case SON, DAUGHTER -> second.sex() == Sex.MALE ? Optional.of(ofFirstAsChild()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        all.addAll(ofSecondAsChild().statements());
        all.addAll(ofFirstAsChild().statements());
        Wedlock wedlock = new Wedlock(first, second);
        all.addAll(wedlock.statements());
        all.addAll(wedlock.withoutStale(household().statements()));
        List<Statement> heard = ofSecondAsChild()
                .adoptions()
                .heldAgainst(ofFirstAsChild().adoptions().heldAgainst(all));
        return heard.stream()
                .filter(said -> said.relation() != Relation.UNKNOWN)
                .toList();
    }

    /** Whoever adopted one of the two alone where records make the other a parent. */
    List<String> adoptersAlone(List<Statement> said) {
        List<String> keys = new ArrayList<>(ofSecondAsChild().adoptions().adoptersAlone(said));
        keys.addAll(ofFirstAsChild().adoptions().adoptersAlone(said));
        return keys;
    }

    Household household() {
        return new Household(first, second, others);
    }

    private Parentage ofSecondAsChild() {
        return new Parentage(second, first, false, others);
    }

    private Parentage ofFirstAsChild() {
        return new Parentage(first, second, true, others);
    }
}

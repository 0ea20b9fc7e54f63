package org.huzheng.kinship;

import java.util.List;
import java.util.Optional;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.kinship.Household.Composed;
import org.huzheng.kinship.Household.Shared;

/**
 * What the households of two people make them to each other beside parent, child and spouse.
 *
 * @param all what each household says, the present one first
 */
record Together(Household household, List<Composed> all) {
    Together {
        all = List.copyOf(all);
    }

    static Together of(Household household) {
        return new Together(household, household.composed());
    }

    /** The first household that settles something. */
    Optional<Composed> settled() {
        return settledBeyondStated().filter(composed -> !isOfFormerMarriage(composed));
    }

    /** The first household that settles something by a marriage which need not have lasted. */
    Optional<Composed> formerly() {
        return settledBeyondStated().filter(Together::isOfFormerMarriage);
    }

    private Optional<Composed> settledBeyondStated() {
        return Household.settled(all)
                .filter(composed -> !Household.line(composed).isStated());
    }

    /** Whether it rests on a marriage that only an earlier household speaks of. */
    private static boolean isOfFormerMarriage(Composed composed) {
        return Household.line(composed).isByMarriage() && !composed.shared().lasts();
    }

    /** Entries of households that make the two kin by blood in different ways; empty where none do. */
    List<RecordEvent> disagreeing() {
        return Household.disagreeing(all).stream()
                .flatMap(composed -> eventsOf(composed).stream())
                .distinct()
                .toList();
    }

    /** Entries of the present household, where it calls the two unrelated of whom an earlier one said this. */
    List<RecordEvent> denying(Composed composed) {
        return household.denied(composed, all).map(Shared::events).orElse(List.of());
    }

    List<RecordEvent> eventsOf(Composed composed) {
        return household.eventsOf(composed.shared());
    }
}

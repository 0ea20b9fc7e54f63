package org.huzheng.claims;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.event.StatedPerson;
import org.huzheng.exchange.Answer;
import org.huzheng.household.Resident;

/**
 * The line upwards from the younger of two people, as far as entries were heard. Kinship looks no further than to great-grandparents: whoever is named in the
 * line and was not asked may descend from the elder.
 *
 * @param elder entry of the elder
 * @param younger the younger, with whom the line begins
 * @param file what was heard
 */
record Ancestors(Resident elder, String younger, CaseFile file) {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();

    /** The line between two people of whom each has an entry. */
    static Ancestors of(String oneKey, String otherKey, CaseFile file) {
        Resident one = entryOf(oneKey, file);
        Resident other = entryOf(otherKey, file);
        return one.getBirthDate().isBefore(other.getBirthDate())
                ? new Ancestors(one, otherKey, file)
                : new Ancestors(other, oneKey, file);
    }

    private static Resident entryOf(String key, CaseFile file) {
        return Registered.of(key, file).speaking().body();
    }

    /** In force or ended: the dead are in the line too. */
    private static List<Stated<Resident>> entriesOf(String key, CaseFile file) {
        Registered person = Registered.of(key, file);
        return Stream.concat(person.entries().stream(), person.endedEntries().stream())
                .toList();
    }

    /** That the line goes on with somebody who was not asked and whose child is younger than the elder; nobody descends from somebody younger. */
    Optional<Verdict> beyond() {
        Set<String> unasked = new TreeSet<>();
        List<Stated<Resident>> naming = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        Deque<String> line = new ArrayDeque<>(List.of(younger));
        while (!line.isEmpty()) {
            String key = line.remove();
            if (!seen.add(key) || !file.hasHeard(key)) {
                continue;
            }
            for (Stated<Resident> entry : entriesOf(key, file)) {
                for (String parent : parentsOf(entry.body())) {
                    line.add(parent);
                    if (!file.hasHeard(parent)
                            && elder.getBirthDate().isBefore(entry.body().getBirthDate())) {
                        unasked.add(parent);
                        naming.add(entry);
                    }
                }
            }
        }
        return unasked.stream()
                .findFirst()
                .map(next -> Verdict.refusal(
                        Answer.AMBIGUOUS,
                        Finding.about(Rule.TOO_MANY_ROUNDS, next, Registered.events(naming))
                                .settledBy(RESIDENT)));
    }

    private static List<String> parentsOf(Resident entry) {
        return Stream.of(entry.getFather(), entry.getMother())
                .filter(Objects::nonNull)
                .map(StatedPerson::getPersonKey)
                .filter(Objects::nonNull)
                .toList();
    }
}

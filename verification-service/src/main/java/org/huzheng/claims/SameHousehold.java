package org.huzheng.claims;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Identity;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.Claim;
import org.huzheng.household.Resident;
import org.jspecify.annotations.Nullable;

/**
 * That two people are entered in one household. Being entered together makes nobody kin.
 *
 * @param personKey one of them
 * @param claim the claim
 * @param otherKey the other
 * @param day day asked about, null for what the records say last
 */
record SameHousehold(
        String personKey,
        Claim claim,
        String otherKey,
        @Nullable LocalDate day) implements Predicate {
    private static final String RESIDENT = Resident.getClassSchema().getFullName();

    @Override
    public List<Inquiry> firstInquiries() {
        return List.of(Registered.inquiry(personKey), Registered.inquiry(otherKey));
    }

    @Override
    public Judgement judge(CaseFile file) {
        Registered person = Registered.of(personKey, file);
        Registered other = Registered.of(otherKey, file);
        List<Inquiry> unasked = Stream.of(person, other)
                .flatMap(one -> one.unasked(file, Registered::inquiry).stream())
                .toList();
        if (!unasked.isEmpty()) {
            return new AskFurther(unasked);
        }
        if (person.identity().keys().contains(otherKey)) {
            return Verdict.refusal(Answer.MISMATCH, Finding.about(Rule.SAME_PERSON, personKey, List.of()));
        }
        Optional<Verdict> obstacle = obstacle(person).or(() -> obstacle(other));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Set<String> heads = differingHeads(person, other);
        List<Inquiry> ofHeads = heads.stream()
                .flatMap(head -> Registered.of(head, file).unasked(file, Registered::inquiry).stream())
                .distinct()
                .toList();
        return ofHeads.isEmpty() ? compare(person, other, file) : new AskFurther(ofHeads);
    }

    private Optional<Verdict> obstacle(Registered person) {
        return person.obstacle(List.of()).or(() -> person.departureBy(day));
    }

    private Verdict compare(Registered person, Registered member, CaseFile file) {
        Stated<Resident> one = person.entries().get(0);
        Stated<Resident> other = member.entries().get(0);
        List<RecordEvent> events = List.of(one.event(), other.event());
        if (!one.body().getHouseholdId().equals(other.body().getHouseholdId())) {
            return Verdict.refusal(Answer.MISMATCH, Finding.of(Rule.ANOTHER_HOUSEHOLD, events));
        }
        // one household with two heads is two households under one number, or an entry not yet brought up to date;
        // of one without a head nobody can tell
        return isOneHead(one.body().getHeadKey(), other.body().getHeadKey(), file)
                ? Verdict.match(List.of(Finding.of(Rule.SAME_HOUSEHOLD, events)), claim)
                : Verdict.refusal(
                        Answer.AMBIGUOUS,
                        Finding.of(Rule.HOUSEHOLD_CONTRADICTED, events).settledBy(RESIDENT));
    }

    /** Heads whom two entries of one household name by two keys, of somebody whose number may have changed; empty where they name one, or none. */
    private static Set<String> differingHeads(Registered person, Registered member) {
        Resident one = person.entries().get(0).body();
        Resident other = member.entries().get(0).body();
        String head = one.getHeadKey();
        return !one.getHouseholdId().equals(other.getHouseholdId())
                        || head == null
                        || other.getHeadKey() == null
                        || head.equals(other.getHeadKey())
                ? Set.of()
                : new TreeSet<>(List.of(head, other.getHeadKey()));
    }

    /** Whether two entries name one head: by one key, or by two keys of somebody whose number changed. */
    private static boolean isOneHead(@Nullable String one, @Nullable String other, CaseFile file) {
        return one != null && other != null && Identity.of(one, file).keys().contains(other);
    }
}

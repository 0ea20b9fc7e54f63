package org.huzheng.decision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.dispute.Disputes;
import org.huzheng.dispute.Disputes.Disputed;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.household.IdentityLink;

/**
 * What rests on a disputed record is under review, whichever of its fields is disputed: a verdict says which records it rests on, not which
 * fields. On a link between two of a person's numbers rests whose records were heard at all, whatever the verdict names.
 */
final class UnderReview {
    private static final String IDENTITY_LINK = IdentityLink.getClassSchema().getFullName();

    private UnderReview() {}

    /**
     * The verdict, or that it is under review.
     *
     * @param heard everything the people asked have on record, of whatever day
     */
    static Verdict of(Verdict verdict, Collection<Dossier> heard) {
        Set<RecordEvent> rests = verdict.findings().stream()
                .flatMap(finding -> finding.events().stream())
                .collect(Collectors.toSet());
        List<Finding> disputed = heard.stream()
                .flatMap(dossier -> Disputes.open(dossier).stream()
                        .flatMap(open -> finding(dossier.personKey(), open, rests).stream()))
                .distinct()
                .toList();
        return disputed.isEmpty()
                ? verdict
                : new Verdict(
                        Answer.UNDER_REVIEW,
                        Stream.concat(disputed.stream(), verdict.findings().stream())
                                .toList(),
                        Optional.empty());
    }

    private static Optional<Finding> finding(String personKey, Disputed disputed, Set<RecordEvent> rests) {
        List<RecordEvent> events = new ArrayList<>(
                disputed.recordType().equals(IDENTITY_LINK)
                        ? disputed.versions()
                        : rests.stream().filter(disputed::isAbout).toList());
        if (events.isEmpty()) {
            return Optional.empty();
        }
        events.add(disputed.dispute());
        return Optional.of(Finding.about(Rule.FIELD_DISPUTED, personKey, events).settledBy(disputed.recordType()));
    }
}

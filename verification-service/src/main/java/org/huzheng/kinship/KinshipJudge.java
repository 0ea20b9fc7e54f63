package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.Dossier.Stated;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Testimony.Statement;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/** Judges whether two people are parent and child or spouses. */
public final class KinshipJudge implements Judge<KinshipRequest> {
    private static final List<Search> KINSHIP_RECORDS = List.of(
            Search.everAmong(Resident.getClassSchema()),
            Search.everAmong(IdentityLink.getClassSchema()),
            Search.everAmong(Birth.getClassSchema()));
    /** What a mother is asked when the question is who the father is. */
    private static final List<Search> BIRTH_RECORDS =
            List.of(Search.everAmong(IdentityLink.getClassSchema()), Search.everAmong(Birth.getClassSchema()));

    @Override
    public RequestHeader headerOf(KinshipRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(KinshipRequest request) {
        return List.of(
                new Inquiry(request.getHeader().getApplicantKey(), KINSHIP_RECORDS),
                new Inquiry(request.getRelativeKey(), KINSHIP_RECORDS));
    }

    @Override
    public Judgement judge(KinshipRequest request, CaseFile file) {
        Person applicant = Person.of(request.getHeader().getApplicantKey(), file);
        Person relative = Person.of(request.getRelativeKey(), file);
        List<Inquiry> further = new ArrayList<>();
        for (Person person : List.of(applicant, relative)) {
            person.identity().unheard(file).forEach(key -> further.add(new Inquiry(key, KINSHIP_RECORDS)));
        }
        if (!further.isEmpty()) {
            return new AskFurther(further);
        }
        if (applicant.isSameAs(relative)) {
            return Verdict.refusal(Answer.MISMATCH, Finding.about(Rule.SAME_PERSON, applicant.key(), List.of()));
        }
        Optional<Verdict> obstacle = obstacle(applicant).or(() -> obstacle(relative));
        return obstacle.isPresent() ? obstacle.get() : weigh(request, file, Testimony.of(applicant, relative));
    }

    private static Judgement weigh(KinshipRequest request, CaseFile file, Testimony testimony) {
        Optional<Paternity> paternity = testimony.paternity();
        Optional<Person> mother = paternity.flatMap(Paternity::motherKey).map(key -> Person.of(key, file));
        List<Statement> ofMother = List.of();
        if (paternity.isPresent() && mother.isPresent()) {
            List<String> unheard = mother.get().identity().unheard(file);
            if (!unheard.isEmpty()) {
                return new AskFurther(unheard.stream()
                        .map(key -> new Inquiry(key, BIRTH_RECORDS))
                        .toList());
            }
            List<RecordEvent> contradictory = mother.get().contradictory();
            if (!contradictory.isEmpty()) {
                return contradiction(mother.get(), contradictory);
            }
            ofMother = paternity.get().statements(mother.get());
        }
        return new Weighing(testimony, ofMother).verdict(Optional.ofNullable(request.getClaimedRelation()));
    }

    @Override
    public SpecificRecord decision(KinshipRequest request, DecisionHeader header, @Nullable SpecificRecord content) {
        return KinshipDecision.newBuilder()
                .setHeader(header)
                .setContent((KinshipContent) content)
                .build();
    }

    /** What stands in the way of saying anything about a person. */
    private static Optional<Verdict> obstacle(Person person) {
        List<RecordEvent> contradictory = person.contradictory();
        if (!contradictory.isEmpty()) {
            return Optional.of(contradiction(person, contradictory));
        }
        List<RecordEvent> shared = person.identity().sharedByTwo();
        if (!shared.isEmpty()) {
            return refusal(Answer.AMBIGUOUS, Rule.NUMBER_SERVES_TWO, person, shared, Person.IDENTITY_LINK);
        }
        if (person.entries().size() > 1) {
            return refusal(Answer.AMBIGUOUS, Rule.SEVERAL_ENTRIES, person, events(person.entries()), Person.RESIDENT);
        }
        return person.entry().isPresent()
                ? Optional.empty()
                : refusal(Answer.NO_RECORD, Rule.NO_ENTRY, person, List.of(), Person.RESIDENT);
    }

    private static Optional<Verdict> refusal(
            Answer answer, Rule rule, Person person, Collection<RecordEvent> events, String settledBy) {
        return Optional.of(Verdict.refusal(
                answer, Finding.about(rule, person.key(), events).settledBy(settledBy)));
    }

    private static List<RecordEvent> events(List<Stated<Resident>> entries) {
        return entries.stream().map(Stated::event).toList();
    }

    private static Verdict contradiction(Person person, List<RecordEvent> events) {
        return Verdict.refusal(
                Answer.AMBIGUOUS,
                Finding.about(Rule.CONTRADICTORY_RECORD, person.key(), events)
                        .settledBy(events.get(0).recordType()));
    }
}

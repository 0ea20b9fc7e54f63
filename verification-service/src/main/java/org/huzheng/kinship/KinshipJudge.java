package org.huzheng.kinship;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.civilaffairs.Adoption;
import org.huzheng.civilaffairs.Marriage;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.KinshipContent;
import org.huzheng.exchange.KinshipDecision;
import org.huzheng.exchange.KinshipRequest;
import org.huzheng.exchange.Relation;
import org.huzheng.exchange.RelationBasis;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.household.IdentityLink;
import org.huzheng.household.Resident;
import org.huzheng.kinship.Household.Composed;
import org.huzheng.kinship.Statement.Voice;
import org.huzheng.medical.Birth;
import org.jspecify.annotations.Nullable;

/**
 * Judges what two people are to each other: first by what their own records state or compose, then by the people these name, and the parents of those.
 * Nobody is asked who cannot be between the two.
 */
public final class KinshipJudge implements Judge<KinshipRequest> {
    private static final List<Search> KINSHIP_RECORDS = List.of(
            Search.everAmong(Resident.getClassSchema()),
            Search.everAmong(IdentityLink.getClassSchema()),
            Search.everAmong(Birth.getClassSchema()),
            Search.everAmong(Marriage.getClassSchema()),
            Search.everAmong(Adoption.getClassSchema()));
    /** What a mother is asked when the question is only who the father is. */
    private static final List<Search> BIRTH_RECORDS =
            List.of(Search.everAmong(IdentityLink.getClassSchema()), Search.everAmong(Birth.getClassSchema()));
    /** Where two people's own records leave it open, others' may settle it. */
    private static final Set<Rule> OPEN = Set.of(Rule.NO_RELATION, Rule.COMPOSITION_UNDETERMINED);

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
        Optional<Relation> claimed = Optional.ofNullable(request.getClaimedRelation());
        Set<String> unheard = new TreeSet<>();
        unheard.addAll(applicant.identity().unheard(file));
        unheard.addAll(relative.identity().unheard(file));
        Circle circle = new Circle(file);
        if (!unheard.isEmpty()) {
            if (!isStated(claimed)) {
                // a changed number costs a round: whoever is named already is asked in the same one
                unheard.addAll(unheard(circle.named(applicant), file));
                unheard.addAll(unheard(circle.named(relative), file));
            }
            return ask(unheard, KINSHIP_RECORDS);
        }
        if (applicant.isSameAs(relative)) {
            return Verdict.refusal(Answer.MISMATCH, Finding.about(Rule.SAME_PERSON, applicant.key(), List.of()));
        }
        Optional<Verdict> obstacle = Obstacles.ofParty(applicant).or(() -> Obstacles.ofParty(relative));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Testimony testimony = Testimony.of(applicant, relative, circle);
        List<Statement> said = testimony.statements();
        Judgement stated = weigh(testimony, said, file, claimed);
        List<String> adopters = unheard(testimony.adoptersAlone(said), file);
        if (!adopters.isEmpty()) {
            return ask(adopters, KINSHIP_RECORDS, stated);
        }
        if (isComposedOnly(said)) {
            List<String> heads = unheard(headsOf(testimony.household().statedByOthers()), file);
            if (!heads.isEmpty()) {
                // whoever else is asked is asked in the same round
                return ask(heads, KINSHIP_RECORDS, stated);
            }
            Optional<Verdict> objected = restsOnRelation(stated) ? objected(testimony, circle) : Optional.empty();
            if (objected.isPresent()) {
                return objected.get();
            }
        }
        return stated instanceof Verdict verdict
                        && isOpen(verdict)
                        && said.stream().noneMatch(statement -> statement.is(Voice.AFFIRMS))
                        && !isMarriage(claimed)
                ? derive(testimony, circle, file, claimed, verdict)
                : stated;
    }

    /** Whether it grants a relation, or denies the one claimed because of it. */
    private static boolean restsOnRelation(Judgement judgement) {
        return judgement instanceof Verdict verdict
                && (verdict.answer() == Answer.MATCH || verdict.answer() == Answer.MISMATCH);
    }

    private static Set<String> headsOf(List<Composed> composed) {
        Set<String> heads = new TreeSet<>();
        composed.forEach(found -> heads.add(found.shared().headKey()));
        return heads;
    }

    /** What the head of a household, who makes two others parent and child, and those others say against it. */
    private static Optional<Verdict> objected(Testimony testimony, Circle circle) {
        Node first = Node.of(testimony.first().person(), testimony.first().sex(), null);
        Node second = Node.of(testimony.second().person(), testimony.second().sex(), null);
        for (Composed composed : testimony.household().statedByOthers()) {
            Objections objections = new Objections(circle, composed, first, second);
            if (objections.mayBeOfAnotherSpouse()) {
                return Optional.of(Verdict.refusal(
                        Answer.AMBIGUOUS,
                        Finding.of(
                                        Rule.COMPOSITION_UNDETERMINED,
                                        testimony.household().eventsOf(composed.shared()))
                                .settledBy(Person.BIRTH)));
            }
            Set<RecordEvent> events = new LinkedHashSet<>(objections.events());
            if (!events.isEmpty()) {
                events.addAll(testimony.household().eventsOf(composed.shared()));
                return Optional.of(Verdict.refusal(
                        Answer.AMBIGUOUS,
                        Finding.of(Rule.RELATION_CONTRADICTED, events).settledBy(Person.BIRTH)));
            }
        }
        return Optional.empty();
    }

    /** Whether only households make the two parent and child or spouses, if anything does. */
    private static boolean isComposedOnly(List<Statement> said) {
        return said.stream()
                .filter(statement -> statement.is(Voice.AFFIRMS))
                .allMatch(statement -> statement.basis() == RelationBasis.COMPOSED);
    }

    private static boolean isOpen(Verdict verdict) {
        return OPEN.contains(verdict.findings().get(0).rule());
    }

    /** Only the records of the two themselves speak of their being married to each other. */
    private static boolean isMarriage(Optional<Relation> claimed) {
        return claimed.flatMap(Relations::lineOf).filter(Line.SPOUSE::equals).isPresent();
    }

    private static boolean isStated(Optional<Relation> claimed) {
        return claimed.flatMap(Relations::lineOf).filter(Line::isStated).isPresent();
    }

    private static Judgement weigh(
            Testimony testimony, List<Statement> said, CaseFile file, Optional<Relation> claimed) {
        Optional<Parentage> affirmed = testimony.affirmedPaternity(said);
        Optional<Parentage> paternity = affirmed.or(() -> testimony.claimedPaternity(claimed));
        Optional<Person> mother = paternity.flatMap(Parentage::motherKey).map(key -> Person.of(key, file));
        List<Statement> ofMother = List.of();
        if (paternity.isPresent() && mother.isPresent()) {
            List<String> unheard = mother.get().identity().unheard(file);
            if (!unheard.isEmpty()) {
                return ask(unheard, affirmed.isPresent() ? BIRTH_RECORDS : KINSHIP_RECORDS);
            }
            if (!mother.get().contradictory().isEmpty()) {
                return Obstacles.between(mother.get()).orElseThrow();
            }
            ofMother = paternity.get().statementsOf(mother.get());
        }
        List<Statement> statements =
                Stream.concat(said.stream(), ofMother.stream()).toList();
        return new Weighing(testimony, statements).verdictOnTheTwo(claimed);
    }

    /** Asks the people the two name, then those people's parents, until what the two are to each other follows. */
    private static Judgement derive(
            Testimony testimony, Circle circle, CaseFile file, Optional<Relation> claimed, Verdict stated) {
        Person first = testimony.first().person();
        Person second = testimony.second().person();
        Set<String> near = new TreeSet<>(circle.named(first));
        near.addAll(circle.named(second));
        List<String> unheard = unheard(near, file);
        if (!unheard.isEmpty()) {
            return ask(unheard, KINSHIP_RECORDS);
        }
        Derived derived = new Derived(testimony, circle);
        List<String> between = unheard(keys(derived.between()), file);
        if (!between.isEmpty()) {
            return ask(between, KINSHIP_RECORDS);
        }
        Optional<Verdict> follows = obstacle(derived.between()).or(() -> derived.verdict(claimed));
        boolean isMatch =
                follows.filter(verdict -> verdict.answer() == Answer.MATCH).isPresent();
        Set<String> far = new TreeSet<>();
        near.forEach(key -> far.addAll(circle.namedParents(circle.person(key))));
        List<String> unheardFar = isMatch || isStated(claimed) ? List.of() : unheard(far, file);
        if (!unheardFar.isEmpty()) {
            return ask(unheardFar, KINSHIP_RECORDS);
        }
        return follows.or(() -> obstacle(near.stream().map(circle::person).toList()))
                .orElse(stated);
    }

    private static Optional<Verdict> obstacle(List<Person> people) {
        return people.stream()
                .flatMap(person -> Obstacles.between(person).stream())
                .findFirst();
    }

    private static Set<String> keys(List<Person> people) {
        Set<String> keys = new TreeSet<>();
        people.forEach(person -> keys.addAll(person.identity().keys()));
        return keys;
    }

    /** Which of these people, under any of their numbers, have not been asked. */
    private static List<String> unheard(Collection<String> keys, CaseFile file) {
        return keys.stream()
                .flatMap(key -> Person.of(key, file).identity().unheard(file).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static AskFurther ask(Collection<String> keys, List<Search> searches, Judgement otherwise) {
        List<Inquiry> inquiries = new ArrayList<>(ask(keys, searches).inquiries());
        if (otherwise instanceof AskFurther further) {
            inquiries.addAll(further.inquiries());
        }
        return new AskFurther(inquiries);
    }

    private static AskFurther ask(Collection<String> keys, List<Search> searches) {
        return new AskFurther(
                keys.stream().map(key -> new Inquiry(key, searches)).toList());
    }

    @Override
    public SpecificRecord decision(KinshipRequest request, DecisionHeader header, @Nullable SpecificRecord content) {
        return KinshipDecision.newBuilder()
                .setHeader(header)
                .setContent((KinshipContent) content)
                .build();
    }
}

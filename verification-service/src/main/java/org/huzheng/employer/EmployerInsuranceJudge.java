package org.huzheng.employer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CaseFile;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.Inquiry;
import org.huzheng.decision.Judge;
import org.huzheng.decision.Judgement;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.decision.Registered;
import org.huzheng.decision.Rule;
import org.huzheng.decision.Search;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.EmployerInsuranceContent;
import org.huzheng.exchange.EmployerInsuranceDecision;
import org.huzheng.exchange.EmployerInsuranceRequest;
import org.huzheng.exchange.InsuredPerson;
import org.huzheng.exchange.InsuredTotal;
import org.huzheng.exchange.Pointer;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.payment.Enrolments.Standing;
import org.huzheng.payment.MonthNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Judges who was insured through an employer in a month. Pointers propose whom to ask; each person's own enrolments decide. Nobody is left out
 * silently: where a person's records leave open whether they belong on the list, there is no list.
 */
public final class EmployerInsuranceJudge implements Judge<EmployerInsuranceRequest> {
    /** People one certificate names, and one case asks: its state is one record. */
    public static final int MOST_PEOPLE = 200;

    private static final Comparator<InsuredPerson> BY_NAME = Comparator.comparing(
                    (InsuredPerson insured) -> insured.getPerson().getName())
            .thenComparing(insured -> insured.getPerson().getIdentityNumber())
            .thenComparing(insured -> insured.getPerson().getPersonKey());

    @Override
    public RequestHeader headerOf(EmployerInsuranceRequest request) {
        return request.getHeader();
    }

    @Override
    public List<Inquiry> firstInquiries(EmployerInsuranceRequest request) {
        EmployerMonth asked = EmployerMonth.of(request);
        return List.of(new Inquiry(asked.employer().value(), List.of(asked.during(Pointer.getClassSchema()))));
    }

    /** One more than where people are named: the first asks the pointers. */
    @Override
    public int mostRounds() {
        return CaseJudging.MAX_ROUNDS + 1;
    }

    private static Inquiry inquiry(EmployerMonth asked, String personKey) {
        List<Search> searches = new ArrayList<>(Registered.SEARCHES);
        asked.registers().forEach(register -> searches.add(asked.during(register)));
        return new Inquiry(personKey, searches);
    }

    @Override
    public Judgement judge(EmployerInsuranceRequest request, CaseFile file) {
        EmployerMonth asked = EmployerMonth.of(request);
        Proposed proposed = Proposed.of(file.dossierOf(asked.employer().value()), asked);
        if (proposed.areTooMany() || proposed.people().size() > MOST_PEOPLE) {
            return Verdict.refusal(Answer.AMBIGUOUS, settled(asked, Rule.TOO_MANY_INSURED, List.of()));
        }
        List<Registered> people = peopleOf(proposed, file);
        List<Inquiry> unasked = people.stream()
                .flatMap(person -> person.unasked(file, key -> inquiry(asked, key)).stream())
                .toList();
        return unasked.isEmpty() ? verdict(asked, people) : new AskFurther(unasked);
    }

    /** Everybody proposed, each once under however many of their numbers. */
    private static List<Registered> peopleOf(Proposed proposed, CaseFile file) {
        List<Registered> people = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String key : proposed.people()) {
            if (!known.contains(key)) {
                Registered person = Registered.of(key, file);
                people.add(person);
                known.addAll(person.identity().keys());
            }
        }
        return people;
    }

    private static Verdict verdict(EmployerMonth asked, List<Registered> people) {
        List<Insured> heard =
                people.stream().map(person -> Insured.of(person, asked)).toList();
        List<Finding> matters =
                heard.stream().flatMap(person -> person.matter(asked).stream()).toList();
        if (!matters.isEmpty()) {
            return new Verdict(Answer.AMBIGUOUS, matters, Optional.empty());
        }
        List<Insured> listed = heard.stream().filter(Insured::isOnTheList).toList();
        if (!listed.isEmpty()) {
            return Verdict.match(
                    List.of(Finding.of(Rule.INSURED_PEOPLE_FOUND, eventsOf(listed))), content(asked, listed));
        }
        List<RecordEvent> inactive = heard.stream()
                .flatMap(person -> person.coverage().events().stream())
                .toList();
        return inactive.isEmpty()
                ? Verdict.refusal(Answer.NO_RECORD, settled(asked, Rule.NO_INSURED_PEOPLE, List.of()))
                : Verdict.refusal(Answer.RECORD_INACTIVE, settled(asked, Rule.ENROLMENT_INACTIVE, inactive));
    }

    private static Finding settled(EmployerMonth asked, Rule rule, List<RecordEvent> events) {
        return Finding.of(rule, events).settledBy(asked.registers().get(0).getFullName());
    }

    private static List<RecordEvent> eventsOf(List<Insured> listed) {
        return listed.stream().flatMap(person -> person.events().stream()).toList();
    }

    private static EmployerInsuranceContent content(EmployerMonth asked, List<Insured> listed) {
        return EmployerInsuranceContent.newBuilder()
                .setEmployerCode(asked.employer().code().value())
                .setEmployerName(nameOf(listed))
                .setMonth(MonthNumbers.of(asked.month()))
                .setKinds(asked.kinds())
                .setInsured(listed.stream().map(Insured::said).sorted(BY_NAME).toList())
                .setTotals(asked.kinds().stream()
                        .map(kind -> new InsuredTotal(kind, (int) listed.stream()
                                .filter(person -> person.coverage().isInsuredIn(kind))
                                .count()))
                        .toList())
                .build();
    }

    /** The employer's name as the enrolment recorded last writes it. */
    private static @Nullable String nameOf(List<Insured> listed) {
        return listed.stream()
                .flatMap(person -> person.coverage().enrolments().stream())
                .filter(enrolment -> enrolment.employerName() != null)
                .max(Comparator.comparing(Standing::event, Registered.BY_RECORDING))
                .map(Standing::employerName)
                .orElse(null);
    }

    @Override
    public SpecificRecord decision(
            EmployerInsuranceRequest request, DecisionHeader header, @Nullable SpecificRecord content) {
        return EmployerInsuranceDecision.newBuilder()
                .setHeader(header)
                .setContent((EmployerInsuranceContent) content)
                .build();
    }
}

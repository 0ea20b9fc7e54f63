package org.huzheng.decision;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.CertificateType.BoundRequest;
import org.huzheng.decision.Judgement.AskFurther;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.dossier.Dossier;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.Answer;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.FeedState;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.OwnRecord;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.RequestForm;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.Scope;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/**
 * Leads one case from its request to a decision and through every re-examination. Each method changes the state it is given and returns what
 * follows; everything it says is a function of the request and the answers received, so the auditor obtains the same decision from the same.
 */
public final class CaseJudging {
    /** A case asks people at most this often, unless its judge begins from pointers. */
    public static final int MAX_ROUNDS = 3;

    private static final Comparator<Scope> BY_SCOPE = Comparator.comparing(Scope::getPersonKey)
            .thenComparing(Scope::getRecordType)
            .thenComparing(Scope::getFromDate, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Scope::getToDate, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Scope::getStanding);

    private final CertificateTypes types;
    private final RecordDecoder decoder;

    /** Judges requests of these types; the decoder reads requests and records. */
    public CaseJudging(CertificateTypes types, RecordDecoder decoder) {
        this.types = types;
        this.decoder = decoder;
    }

    /** A new case, before anybody is asked. */
    public static CaseState newCase(byte[] requestBytes, SpecificRecord request, Locator trigger, Instant appendedAt) {
        return CaseState.newBuilder()
                .setRequest(ByteBuffer.wrap(requestBytes))
                .setRequestType(request.getSchema().getFullName())
                .setTrigger(trigger)
                .setOpenedAt(appendedAt)
                .setJudgement(0)
                .setRound(0)
                .setOpen(false)
                .setNextTrigger(null)
                .setNextOpenedAt(Instant.EPOCH)
                .setAsked(List.of())
                .setAnswers(List.of())
                .setStatus(null)
                .setCertificateVersion(0)
                .setContentDigest(null)
                .setCertifiedAt(null)
                .build();
    }

    /** Begins the next judging: asks the first people. While one is under way, remembers to begin another after it. */
    public CaseStep begin(CaseState state, Locator trigger, Instant appendedAt) {
        if (state.getOpen()) {
            state.setNextTrigger(trigger);
            state.setNextOpenedAt(appendedAt);
            return CaseStep.WAIT;
        }
        new InHand(state).noteWhen();
        state.setTrigger(trigger);
        state.setOpenedAt(appendedAt);
        state.setJudgement(state.getJudgement() + 1);
        state.setRound(0);
        state.setOpen(true);
        state.setAnswers(List.of());
        BoundRequest<?> bound = requestOf(state);
        return new CaseStep(ask(state, bound, firstInquiries(bound)), Optional.empty());
    }

    /** Whether an event in a scope re-opens the case: only a certificate that was issued lives on. */
    public static boolean livesOn(CaseState state) {
        return state.getOpen() || state.getCertificateVersion() > 0;
    }

    /** Takes a partial answer; when it was the last one outstanding, judges. Answers to an earlier round or judging are passed over. */
    public CaseStep hear(CaseState state, AnswerReceived received) {
        var answer = received.getAnswer();
        boolean expected = state.getOpen()
                && answer.getJudgement() == state.getJudgement()
                && answer.getRound() == state.getRound()
                && state.getAsked().contains(answer.getPersonKey());
        if (!expected) {
            return CaseStep.WAIT;
        }
        List<AnswerReceived> answers = new ArrayList<>(state.getAnswers());
        answers.add(received);
        answers.sort(Comparator.comparingInt(
                        (AnswerReceived heard) -> heard.getAnswer().getRound())
                .thenComparing(heard -> heard.getAnswer().getPersonKey()));
        state.setAnswers(answers);
        state.setAsked(state.getAsked().stream()
                .filter(key -> !key.equals(answer.getPersonKey()))
                .toList());
        return state.getAsked().isEmpty() ? judge(state, requestOf(state)) : CaseStep.WAIT;
    }

    private <Q extends SpecificRecord> CaseStep judge(CaseState state, BoundRequest<Q> bound) {
        List<Dossier> dossiers = dossiersOf(state);
        CaseFile file = fileOf(state, dossiers, bound.header());
        List<String> stale = file.staleRecordTypes();
        Judgement judgement = stale.isEmpty() ? bound.type().judge().judge(bound.request(), file) : staleVerdict(stale);
        if (judgement instanceof AskFurther next
                && state.getRound() < bound.type().judge().mostRounds()) {
            return new CaseStep(ask(state, bound, next.inquiries()), Optional.empty());
        }
        Verdict present =
                judgement instanceof AskFurther further ? tooManyRounds(further.inquiries()) : (Verdict) judgement;
        Verdict verdict = UnderReview.of(
                stale.isEmpty() ? new InHand(state).asCertified(bound, file).orElse(present) : present, dossiers);
        SpecificRecord decision = decide(state, bound, file, verdict);
        state.setOpen(false);
        state.setAnswers(List.of());
        return new CaseStep(reopenIfNeeded(state), Optional.of(decision));
    }

    private <Q extends SpecificRecord> SpecificRecord decide(
            CaseState state, BoundRequest<Q> bound, CaseFile file, Verdict verdict) {
        RequestHeader request = bound.header();
        InHand certificate = new InHand(state);
        Lifecycle.Turn turn = certificate.turn(request.getForm(), verdict);
        SpecificRecord decision = bound.type()
                .judge()
                .decision(
                        bound.request(),
                        DecisionHeaders.of(state, request, file, verdict, turn),
                        verdict.content().orElse(null));
        certificate.take(turn.after());
        return decision;
    }

    private List<PartialQuestion> reopenIfNeeded(CaseState state) {
        Locator trigger = state.getNextTrigger();
        Instant at = state.getNextOpenedAt();
        state.setNextTrigger(null);
        state.setNextOpenedAt(Instant.EPOCH);
        return trigger == null || !livesOn(state)
                ? List.of()
                : begin(state, trigger, at).questions();
    }

    private <Q extends SpecificRecord> List<PartialQuestion> ask(
            CaseState state, BoundRequest<Q> bound, List<Inquiry> inquiries) {
        RequestHeader request = bound.header();
        state.setRound(state.getRound() + 1);
        Map<String, TreeSet<Scope>> scopes = new TreeMap<>();
        for (Inquiry inquiry : inquiries) {
            for (Search search : searchesOf(inquiry)) {
                scopes.computeIfAbsent(inquiry.personKey(), key -> new TreeSet<>(BY_SCOPE))
                        .add(new Scope(
                                inquiry.personKey(),
                                search.recordType(),
                                search.from(),
                                search.to(),
                                request.getForm() == RequestForm.CERTIFICATE));
            }
        }
        state.setAsked(List.copyOf(scopes.keySet()));
        return scopes.entrySet().stream()
                .map(entry -> new PartialQuestion(
                        request.getRequestId(),
                        state.getJudgement(),
                        state.getRound(),
                        request.getApplicantKey(),
                        entry.getKey(),
                        List.copyOf(entry.getValue()),
                        request.getAsker(),
                        request.getPurpose(),
                        request.getForm(),
                        state.getOpenedAt(),
                        request.getKnownAt()))
                .toList();
    }

    /** Whoever is asked is asked for their disputes too. */
    private static List<Search> searchesOf(Inquiry inquiry) {
        return Stream.concat(inquiry.searches().stream(), Stream.of(Search.everAmong(Dispute.getClassSchema())))
                .toList();
    }

    private List<Dossier> dossiersOf(CaseState state) {
        return state.getAnswers().stream()
                .map(AnswerReceived::getAnswer)
                .map(answer -> Dossier.fold(
                        answer.getPersonKey(),
                        answer.getRecords().stream().map(this::eventOf).toList()))
                .toList();
    }

    /** What was heard, as of the day asked about; a question about what was known at a time needs what was complete at that time. */
    private static CaseFile fileOf(CaseState state, List<Dossier> dossiers, RequestHeader request) {
        List<CaseFile.Heard> heard = new ArrayList<>();
        for (int i = 0; i < dossiers.size(); i++) {
            var answer = state.getAnswers().get(i).getAnswer();
            Map<String, Instant> freshness = new HashMap<>();
            for (FeedState feed : answer.getFeeds()) {
                freshness.put(feed.getTopic(), feed.getCommittedBefore());
            }
            heard.add(new CaseFile.Heard(
                    answer.getPersonKey(),
                    asOf(request.getAsOf(), dossiers.get(i)),
                    dossiers.get(i),
                    answer.getScopes().stream()
                            .map(Scope::getRecordType)
                            .distinct()
                            .toList(),
                    freshness));
        }
        Instant knownAt = request.getKnownAt();
        Instant openedAt = state.getOpenedAt();
        return new CaseFile(knownAt != null && knownAt.isBefore(openedAt) ? knownAt : openedAt, heard);
    }

    private static Dossier asOf(@Nullable LocalDate day, Dossier dossier) {
        return day == null ? dossier : AsOf.on(day, dossier);
    }

    private RecordEvent eventOf(OwnRecord own) {
        return RecordEvent.of(
                own.getLocator(), RecordDigest.of(own.getDigest()), decoder.decode(bytesOf(own.getValue())));
    }

    private BoundRequest<?> requestOf(CaseState state) {
        SpecificRecord request = decoder.decode(bytesOf(state.getRequest()));
        return types.ofRequest(request)
                .orElseThrow(() -> new IllegalArgumentException("expected a request of a known certificate type, found "
                        + request.getSchema().getFullName()))
                .bind(request);
    }

    private static <Q extends SpecificRecord> List<Inquiry> firstInquiries(BoundRequest<Q> bound) {
        return bound.type().judge().firstInquiries(bound.request());
    }

    private static Verdict staleVerdict(List<String> recordTypes) {
        return new Verdict(
                Answer.STALE,
                recordTypes.stream()
                        .map(type -> Finding.of(Rule.FEED_STALE, List.of()).settledBy(type))
                        .toList(),
                Optional.empty());
    }

    /** Names the person and the record that were still to be asked. */
    private static Verdict tooManyRounds(List<Inquiry> unasked) {
        Inquiry next = unasked.get(0);
        return Verdict.refusal(
                Answer.AMBIGUOUS,
                Finding.about(Rule.TOO_MANY_ROUNDS, next.personKey(), List.of())
                        .settledBy(next.searches().get(0).recordType()));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}

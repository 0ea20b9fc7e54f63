package org.huzheng.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.decision.Judgement.Finding;
import org.huzheng.decision.Judgement.Verdict;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.AnswerUsed;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Evidence;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Reason;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.Scope;

/** The head every decision has: everything it rests on, every list sorted. */
public final class DecisionHeaders {
    /** Version of the rules; changes whenever an old request would be judged otherwise. */
    public static final String RULE_VERSION = "2026.15";

    private static final Set<String> EARLIER_RULE_VERSIONS = Set.of("2026.11", "2026.12", "2026.13", "2026.14");

    private static final Comparator<RecordEvent> BY_PLACE = Comparator.comparing(
            RecordEvent::locator,
            Comparator.comparing(Locator::getTopic)
                    .thenComparingInt(Locator::getPartition)
                    .thenComparingLong(Locator::getOffset));

    private DecisionHeaders() {}

    /**
     * The head of a decision of any type.
     *
     * @throws IllegalArgumentException if the record is no decision
     */
    public static DecisionHeader of(SpecificRecord decision) {
        Schema.Field field = decision.getSchema().getField("header");
        if (field != null && decision.get(field.pos()) instanceof DecisionHeader header) {
            return header;
        }
        throw new IllegalArgumentException(
                "expected a decision, found " + decision.getSchema().getFullName());
    }

    /** Whether decisions were once made under this version of the rules, and no longer are. */
    public static boolean isEarlierRuleVersion(String version) {
        return EARLIER_RULE_VERSIONS.contains(version);
    }

    static DecisionHeader of(
            CaseState state, RequestHeader request, CaseFile file, Verdict verdict, Lifecycle.Turn turn) {
        return DecisionHeader.newBuilder()
                .setDecisionId(request.getRequestId() + "/" + state.getJudgement())
                .setRequestId(request.getRequestId())
                .setJudgement(state.getJudgement())
                .setApplicantKey(request.getApplicantKey())
                .setForm(request.getForm())
                .setAsker(request.getAsker())
                .setPurpose(request.getPurpose())
                .setBodyDigest(request.getBodyDigest())
                .setRequest(state.getTrigger())
                .setRequestedAt(state.getOpenedAt())
                .setDecidedAt(lastAnswerAt(state))
                .setAnswer(verdict.answer())
                .setReasons(verdict.findings().stream()
                        .map(DecisionHeaders::reasonOf)
                        .toList())
                .setRuleVersion(RULE_VERSION)
                .setAction(turn.action())
                .setCertificateVersion(turn.after().version())
                .setAnswers(
                        state.getAnswers().stream().map(DecisionHeaders::usedOf).toList())
                .setScopes(scopesOf(state))
                .setEvidence(evidenceOf(verdict))
                .setFeeds(file.feedsUsed())
                .setAsOf(request.getAsOf())
                .setKnownAt(request.getKnownAt())
                .setTraceId(request.getTraceId())
                .build();
    }

    private static Instant lastAnswerAt(CaseState state) {
        return state.getAnswers().stream()
                .map(AnswerReceived::getAppendedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow(
                        () -> new IllegalStateException("decision: expected at least one partial answer, found none"));
    }

    private static Reason reasonOf(Finding finding) {
        return Reason.newBuilder()
                .setRule(finding.rule().code())
                .setPersonKey(finding.personKey().orElse(null))
                .setEventIds(finding.events().stream()
                        .map(event -> event.header().getEventId())
                        .sorted()
                        .toList())
                .setSettledBy(finding.settledBy().orElse(null))
                .build();
    }

    private static AnswerUsed usedOf(AnswerReceived received) {
        var answer = received.getAnswer();
        return new AnswerUsed(
                answer.getPersonKey(),
                answer.getRound(),
                received.getLocator(),
                answer.getPartition(),
                answer.getPositions());
    }

    private static List<Scope> scopesOf(CaseState state) {
        // answers are sorted by round and person, scopes within each answer too: the order is a function of the case
        return state.getAnswers().stream()
                .flatMap(received -> received.getAnswer().getScopes().stream())
                .distinct()
                .toList();
    }

    private static List<Evidence> evidenceOf(Verdict verdict) {
        TreeSet<RecordEvent> events = new TreeSet<>(BY_PLACE);
        verdict.findings().forEach(finding -> events.addAll(finding.events()));
        return events.stream()
                .map(event -> new Evidence(
                        event.header().getEventId(),
                        event.recordType(),
                        event.locator(),
                        event.digest().buffer()))
                .toList();
    }
}

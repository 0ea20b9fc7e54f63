package org.huzheng.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.audit.Difference.Side;
import org.huzheng.audit.ExchangeLog.HeardAnswer;
import org.huzheng.audit.ExchangeLog.Logged;
import org.huzheng.audit.LogReader.Entry;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.CaseJudging;
import org.huzheng.decision.DecisionHeaders;
import org.huzheng.decision.JudgingInPlace;
import org.huzheng.decision.PartialAnswers;
import org.huzheng.decision.PartialAnswers.OwnEvent;
import org.huzheng.decision.PartialAnswers.ReadState;
import org.huzheng.dossier.RecordEvent;
import org.huzheng.exchange.AnswerReceived;
import org.huzheng.exchange.CaseState;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Position;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.huzheng.wire.UndecodableRecordException;

/**
 * Recomputes every decision: each partial answer from the record events up to the positions it names, each decision from the request and the
 * partial answers. A decision is equal when all of that comes out byte for byte as stored.
 */
final class Replay {
    private final ExchangeLog log;
    private final CaseJudging judging;
    private final AvroWire wire;
    private final RecordComparison comparison;
    private final Map<String, CaseState> cases = new HashMap<>();
    private final Set<String> judged = new HashSet<>();

    Replay(ExchangeLog log, CaseJudging judging, AvroWire wire) {
        this.log = log;
        this.judging = judging;
        this.wire = wire;
        this.comparison = new RecordComparison(wire);
    }

    ReplayReport run() {
        List<Difference> differences = new ArrayList<>();
        List<Stored> stored = new ArrayList<>();
        for (Entry entry : log.decisions()) {
            try {
                stored.add(new Stored(entry, DecisionHeaders.of(wire.decode(entry.value()))));
            } catch (UndecodableRecordException | IllegalArgumentException e) {
                differences.add(new Difference(
                        entry.place(),
                        "unreadable",
                        List.of(new Side("value", "a decision", "cannot be read: " + e.getMessage()))));
            }
        }
        // judgements of one request follow from one another, so they are recomputed in their order
        stored.sort(Comparator.comparing((Stored decision) -> decision.header().getRequestId())
                .thenComparingInt(decision -> decision.header().getJudgement()));
        for (Stored decision : stored) {
            List<Side> sides = compare(decision);
            if (!sides.isEmpty()) {
                differences.add(new Difference(
                        decision.entry().place(), decision.header().getDecisionId(), sides));
            }
        }
        long decisions = log.decisions().size();
        Set<String> asked = new HashSet<>(log.requests().keySet());
        asked.addAll(log.claims().keySet());
        long undecided = asked.stream()
                .filter(requestId -> !judged.contains(requestId + "/1"))
                .count();
        return new ReplayReport(
                decisions,
                decisions - differences.size(),
                differences,
                undecided,
                log.deadLetters(),
                log.recordEvents());
    }

    private record Stored(Entry entry, DecisionHeader header) {}

    private List<Side> compare(Stored stored) {
        DecisionHeader header = stored.header();
        boolean inPlace = header.getRequest().getTopic().equals(Topics.CLAIMS.name());
        Logged request = (inPlace ? log.claims() : log.requests()).get(header.getRequestId());
        if (request == null) {
            return List.of(new Side("request", "a request with this id", "no request " + header.getRequestId()));
        }
        if (!judged.add(header.getRequestId() + "/" + header.getJudgement())) {
            return List.of(new Side("decision", "one decision for each judgement", "a second one"));
        }
        List<Side> sides = new ArrayList<>();
        if (inPlace) {
            return compareDecision(judgeInPlace(request, header, sides), stored, sides);
        }
        Optional<Logged> trigger = triggerOf(request, header);
        if (trigger.isEmpty()) {
            return List.of(new Side(
                    "request",
                    "the request or a re-examination of it",
                    "nothing of the kind at " + header.getRequest()));
        }
        return compareDecision(judge(request, trigger.get(), header, sides), stored, sides);
    }

    private List<Side> compareDecision(Optional<SpecificRecord> recomputed, Stored stored, List<Side> sides) {
        DecisionHeader header = stored.header();
        if (recomputed.isEmpty()) {
            sides.add(new Side("decision", "undecided: answers are missing", "decided"));
        } else {
            if (DecisionHeaders.isEarlierRuleVersion(header.getRuleVersion())) {
                // what the rules of today decide the same way has not changed with them
                DecisionHeaders.of(recomputed.get()).setRuleVersion(header.getRuleVersion());
            }
            sides.addAll(comparison.sides(recomputed.get(), stored.entry().value()));
        }
        return sides;
    }

    /** What began this judging: the first time the request itself, later a re-examination of it. */
    private Optional<Logged> triggerOf(Logged request, DecisionHeader header) {
        if (header.getJudgement() == 1) {
            return Optional.of(request);
        }
        return log.trigger(header.getRequest())
                .filter(logged -> logged.record() instanceof org.huzheng.exchange.Reexamination again
                        && again.getRequestId().equals(header.getRequestId()));
    }

    private Optional<SpecificRecord> judge(Logged request, Logged trigger, DecisionHeader header, List<Side> sides) {
        CaseState state = cases.computeIfAbsent(
                header.getRequestId(),
                id -> CaseJudging.newCase(
                        request.entry().value(),
                        request.record(),
                        request.entry().place(),
                        request.entry().appendedAt()));
        state.setJudgement(header.getJudgement() - 1);
        state.setOpen(false);
        List<PartialQuestion> asked = new ArrayList<>(
                judging.begin(state, trigger.entry().place(), trigger.entry().appendedAt())
                        .questions());
        List<HeardAnswer> heard = new ArrayList<>(log.answers(header.getRequestId(), header.getJudgement()));
        heard.sort(Comparator.comparingInt(answer -> answer.answer().getRound()));
        for (HeardAnswer answer : heard) {
            sides.addAll(compareAnswer(answer, asked, header.getRuleVersion()));
            var step = judging.hear(
                    state,
                    new AnswerReceived(
                            answer.answer(),
                            answer.entry().place(),
                            answer.entry().appendedAt()));
            asked.addAll(step.questions());
            if (step.decision().isPresent()) {
                return step.decision();
            }
        }
        return Optional.empty();
    }

    /** A claim stands for its question, and for the place and time of its answer. */
    private Optional<SpecificRecord> judgeInPlace(Logged claim, DecisionHeader header, List<Side> sides) {
        List<HeardAnswer> heard = log.answers(header.getRequestId(), header.getJudgement());
        if (heard.size() != 1) {
            sides.add(new Side("answer", "one answer", heard.size() + " answers"));
            return Optional.empty();
        }
        HeardAnswer answer = heard.get(0);
        Entry entry = claim.entry();
        sides.addAll(AnsweredAtOnce.sides(claim.record(), answer.answer(), header.getRuleVersion()));
        return new JudgingInPlace(judging)
                .judge(entry.value(), claim.record(), entry.place(), entry.appendedAt(), question -> {
                    PartialQuestion then =
                            QuestionComparison.asThen(question, answer.answer().getScopes(), header.getRuleVersion());
                    PartialAnswer recomputed = recompute(answer.answer(), then, entry.place());
                    sides.addAll(sidesOf(recomputed, answer));
                    return recomputed;
                })
                .map(JudgingInPlace.Judged::decision);
    }

    private List<Side> compareAnswer(HeardAnswer heard, List<PartialQuestion> asked, String ruleVersion) {
        PartialAnswer stored = heard.answer();
        Optional<Logged> question = log.question(stored.getQuestion());
        if (question.isEmpty() || asked.stream().noneMatch(ours -> isSame(ours, question.get(), ruleVersion))) {
            return List.of(new Side(
                    whereIs(heard),
                    "an answer to a question this case asks",
                    "none such at " + RecordComparison.place(stored.getQuestion())));
        }
        PartialAnswer recomputed =
                recompute(stored, (PartialQuestion) question.get().record(), stored.getQuestion());
        return sidesOf(recomputed, heard);
    }

    private List<Side> sidesOf(PartialAnswer recomputed, HeardAnswer heard) {
        return comparison.sides(recomputed, heard.entry().value()).stream()
                .map(side -> new Side(whereIs(heard) + " " + side.where(), side.recomputed(), side.stored()))
                .toList();
    }

    private static String whereIs(HeardAnswer heard) {
        return "answer at " + RecordComparison.place(heard.entry().place());
    }

    private boolean isSame(PartialQuestion ours, Logged logged, String ruleVersion) {
        return new QuestionComparison(comparison)
                .isSame(ours, (PartialQuestion) logged.record(), logged.entry().value(), ruleVersion);
    }

    private PartialAnswer recompute(PartialAnswer stored, PartialQuestion question, Locator at) {
        Map<String, Long> positions = new HashMap<>();
        for (Position position : stored.getPositions()) {
            positions.put(position.getTopic(), position.getOffset());
        }
        int partition = at.getPartition();
        Map<String, Instant> feeds = new HashMap<>();
        for (Topic topic : Topics.recordTopics()) {
            Long position = positions.get(topic.name());
            if (position != null) {
                markOf(question, topic, partition, position).ifPresent(mark -> feeds.put(topic.name(), mark));
            }
        }
        return PartialAnswers.answer(
                question, at, new ReadState(partition, positions, feeds), eventsUpTo(question, positions));
    }

    private Optional<Instant> markOf(PartialQuestion question, Topic topic, int partition, long position) {
        Instant knownAt = question.getKnownAt();
        return knownAt == null
                ? log.markAt(topic, partition, position)
                : log.markKnownAt(topic, partition, position, knownAt);
    }

    private List<OwnEvent> eventsUpTo(PartialQuestion question, Map<String, Long> positions) {
        List<OwnEvent> events = new ArrayList<>();
        for (Entry entry : log.eventsOf(question.getPersonKey())) {
            Long position = positions.get(entry.place().getTopic());
            boolean searched = question.getScopes().stream()
                    .anyMatch(scope -> ExchangeLog.isOn(entry.place().getTopic(), scope.getRecordType()));
            if (searched && position != null && entry.place().getOffset() <= position) {
                eventOf(entry).ifPresent(events::add);
            }
        }
        return events;
    }

    /** The event, or nothing when it can no longer be read: then the answer that held it differs. */
    private Optional<OwnEvent> eventOf(Entry entry) {
        try {
            SpecificRecord body = wire.decode(entry.value());
            return Optional.of(new OwnEvent(
                    RecordEvent.of(entry.place(), RecordDigest.sha256(entry.value()), body),
                    entry.value(),
                    entry.appendedAt()));
        } catch (UndecodableRecordException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}

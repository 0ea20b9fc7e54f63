package org.huzheng.api;

import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.api.Views.DisputeView;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.dispute.DisputeVersions;
import org.huzheng.dispute.DisputeVersions.Subject;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeOutcome;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.results.Results;

/** Files disputes, ends them, and says how they stand. */
@Singleton
final class Disputing {
    private static final Set<String> MEMBERS = Set.of("eventId", "recordType", "field", "statement");
    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String HEADER = "header";
    private static final List<DisputeOutcome> OF_DEPARTMENTS =
            List.of(DisputeOutcome.CONFIRMED, DisputeOutcome.NO_SUCH_RECORD);
    private static final int LONGEST_STATEMENT = 1000;
    private static final int MOST_OPEN = 20;
    private static final int MOST = 200;
    private static final int PAGE = 500;

    private final RequestSender sender;
    private final Results results;
    private final Texts texts;
    private final InstantSource clock;

    Disputing(RequestSender sender, Results results, Texts texts, InstantSource clock) {
        this.sender = sender;
        this.results = results;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Files what a body says is wrong in a record of a person. What is disputed already stays so, and nothing is written again.
     *
     * @return the dispute; created, unless it was there
     */
    CompletionStage<HttpResponse<DisputeView>> file(String personKey, String text) {
        JsonBody body = JsonBody.parse(text);
        body.refuseOthers(MEMBERS);
        Topic topic = feedOf(body);
        Subject subject = new Subject(
                personKey,
                body.value("eventId", "an event id of 22 characters", body.text("eventId"), Disputing::eventId),
                topic.recordType().getFullName(),
                fieldOf(body, topic.recordType()));
        Optional<String> statement = statement(body);
        Optional<Dispute> known = results.dispute(subject.disputeId());
        if (known.isPresent()) {
            requireOpen(known.get());
            return CompletableFuture.completedFuture(HttpResponse.ok(view(known.get())));
        }
        requireFew(results.disputesOf(personKey));
        Dispute filed = DisputeVersions.filed(subject, now());
        return append(filed)
                .thenCombine(
                        say(subject.disputeId(), statement),
                        (appended, said) -> HttpResponse.created(
                                view(filed, statement, false), URI.create("/v1/me/disputes/" + subject.disputeId())));
    }

    /** Withdraws a dispute of a person. */
    CompletionStage<DisputeView> withdraw(String personKey, String disputeId) {
        Dispute dispute = ofPerson(personKey, disputeId);
        requireOpen(dispute);
        Dispute withdrawn = DisputeVersions.withdrawn(dispute, now());
        return append(withdrawn).thenApply(appended -> view(withdrawn));
    }

    /** Ends a dispute about a record of a department on its behalf. */
    CompletionStage<DisputeView> end(Asker asker, String disputeId, String text) {
        Dispute dispute = results.dispute(disputeId)
                .filter(found -> asker.scopes().contains(scopeOf(departmentOf(found))))
                .orElseThrow(() -> ProblemException.notFound("dispute"));
        DisputeOutcome outcome = outcome(JsonBody.parse(text));
        requireOpen(dispute);
        Dispute ended = DisputeVersions.endedBy(asker.name(), outcome, dispute, now());
        return append(ended).thenApply(appended -> departmentView(ended));
    }

    /** How a dispute of a person stands. */
    DisputeView read(String personKey, String disputeId) {
        return view(ofPerson(personKey, disputeId));
    }

    /** Every dispute of a person. */
    List<DisputeView> allOf(String personKey) {
        return results.disputesOf(personKey).stream().map(this::view).toList();
    }

    /** Open disputes about a department's records, as many as one page holds. */
    List<DisputeView> openAt(Asker asker, String department) {
        asker.require(scopeOf(department));
        return Topics.publishedTopics().stream()
                .filter(topic -> topic.owner().equals(department))
                .flatMap(topic -> results.openDisputesAbout(topic.recordType().getFullName(), PAGE).stream())
                .limit(PAGE)
                .map(this::departmentView)
                .toList();
    }

    private Dispute ofPerson(String personKey, String disputeId) {
        return results.dispute(disputeId)
                .filter(dispute -> dispute.getPersonKey().equals(personKey))
                .orElseThrow(() -> ProblemException.notFound("dispute"));
    }

    private static void requireOpen(Dispute dispute) {
        if (dispute.getOutcome() != null) {
            throw ProblemException.disputeEnded(dispute.getOutcome().name());
        }
    }

    /** Whoever asks about a person reads all their disputes, so there is an end to them. */
    private static void requireFew(List<Dispute> disputes) {
        long open = disputes.stream()
                .filter(dispute -> dispute.getOutcome() == null)
                .count();
        if (open >= MOST_OPEN || disputes.size() >= MOST) {
            throw ProblemException.tooManyDisputes(MOST_OPEN, MOST);
        }
    }

    private DisputeView view(Dispute dispute) {
        return view(dispute, statementOf(dispute), false);
    }

    private DisputeView departmentView(Dispute dispute) {
        return view(dispute, statementOf(dispute), true);
    }

    private Optional<String> statementOf(Dispute dispute) {
        return results.statement(dispute.getHeader().getRecordId());
    }

    private DisputeView view(Dispute dispute, Optional<String> statement, boolean toDepartment) {
        DisputeOutcome outcome = dispute.getOutcome();
        String state = outcome != null ? outcome.name() : dispute.getDisputedRecordId() == null ? "FILED" : "OPEN";
        return new DisputeView(
                dispute.getHeader().getRecordId(),
                dispute.getDisputedEventId(),
                dispute.getRecordType(),
                dispute.getField(),
                statement.orElse(null),
                toDepartment ? dispute.getPersonKey() : null,
                toDepartment ? dispute.getDisputedRecordId() : null,
                dispute.getFiledAt().toString(),
                outcome == null ? null : dispute.getHeader().getRecordedAt().toString(),
                outcome == null ? null : outcome.name(),
                texts.disputeZh(state),
                texts.disputeEn(state),
                dispute.getCauseEventId());
    }

    private CompletionStage<Void> append(Dispute dispute) {
        return send(dispute.getPersonKey(), dispute);
    }

    private CompletionStage<Void> say(String disputeId, Optional<String> statement) {
        return statement.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : send(disputeId, new DisputeStatement(disputeId, statement.get()));
    }

    private CompletionStage<Void> send(String key, SpecificRecord record) {
        return sender.send(key, record).exceptionally(error -> {
            throw ProblemException.unavailable();
        });
    }

    private static DisputeOutcome outcome(JsonBody body) {
        body.refuseOthers(Set.of("outcome"));
        return body.value("outcome", "one of " + OF_DEPARTMENTS, body.text("outcome"), text -> OF_DEPARTMENTS.stream()
                .filter(outcome -> outcome.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private static Topic feedOf(JsonBody body) {
        return body.value(
                "recordType",
                "the full name of a record type that is judged",
                body.text("recordType"),
                type -> Topics.recordTopicOf(type)
                        .filter(Topics.publishedTopics()::contains)
                        .orElseThrow(() -> new IllegalArgumentException(type)));
    }

    private static String fieldOf(JsonBody body, Schema recordType) {
        return body.value("field", "a field of " + recordType.getFullName(), body.text("field"), name -> {
            if (name.equals(HEADER) || recordType.getField(name) == null) {
                throw new IllegalArgumentException(name);
            }
            return name;
        });
    }

    private static Optional<String> statement(JsonBody body) {
        return body.optionalText("statement")
                .map(statement -> body.value(
                        "statement", "a text of at most " + LONGEST_STATEMENT + " characters", statement, text -> {
                            if (text.length() > LONGEST_STATEMENT) {
                                throw new IllegalArgumentException("too long");
                            }
                            return text;
                        }));
    }

    private static String eventId(String text) {
        if (!EVENT_ID.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String departmentOf(Dispute dispute) {
        return Topics.recordTopicOf(dispute.getRecordType())
                .map(Topic::owner)
                .orElseThrow(() -> new IllegalStateException(
                        "a dispute about an unknown record type: " + dispute.getRecordType()));
    }

    private static String scopeOf(String department) {
        return "dispute:" + department;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

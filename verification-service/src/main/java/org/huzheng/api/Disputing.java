package org.huzheng.api;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.huzheng.api.Views.DisputeView;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.dispute.DisputeVersions;
import org.huzheng.dispute.DisputeVersions.Subject;
import org.huzheng.exchange.Dispute;
import org.huzheng.exchange.DisputeOutcome;
import org.huzheng.results.Results;

/** Files disputes, ends them, and says how they stand. */
@Singleton
final class Disputing {
    private static final Set<String> MEMBERS = Set.of("eventId", "recordType", "field", "statement");
    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final String HEADER = "header";
    private static final int LONGEST_STATEMENT = 1000;

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

    /** Files what a body says is wrong in a record of a person; what is under dispute already stays so. */
    CompletionStage<DisputeView> file(String personKey, String text) {
        JsonBody body = JsonBody.parse(text);
        body.refuseOthers(MEMBERS);
        Topic topic = feedOf(body);
        Subject subject = new Subject(
                personKey,
                body.value("eventId", "an event id of 22 characters", body.text("eventId"), Disputing::eventId),
                topic.recordType().getFullName(),
                fieldOf(body, topic.recordType()));
        Optional<Dispute> known = results.dispute(subject.disputeId());
        known.map(Dispute::getOutcome).ifPresent(outcome -> {
            throw ProblemException.disputeEnded(outcome.name());
        });
        return append(known.orElseGet(
                () -> DisputeVersions.filed(subject, statement(body).orElse(null), now())));
    }

    /** Ends a dispute on behalf of somebody. */
    CompletionStage<DisputeView> end(Dispute dispute, DisputeOutcome outcome, Asker asker) {
        if (dispute.getOutcome() != null) {
            throw ProblemException.disputeEnded(dispute.getOutcome().name());
        }
        return append(DisputeVersions.endedBy(asker.name(), outcome, dispute, now()));
    }

    /** A dispute of a person. */
    Dispute ofPerson(String personKey, String disputeId) {
        return results.dispute(disputeId)
                .filter(dispute -> dispute.getPersonKey().equals(personKey))
                .orElseThrow(() -> ProblemException.notFound("dispute"));
    }

    /** A dispute about a record of a department whose disputes the asker may end. */
    Dispute forDepartment(Asker asker, String disputeId) {
        return results.dispute(disputeId)
                .filter(dispute -> asker.scopes().contains(scopeOf(departmentOf(dispute))))
                .orElseThrow(() -> ProblemException.notFound("dispute"));
    }

    /** Every dispute of a person. */
    List<DisputeView> allOf(String personKey) {
        return results.disputesOf(personKey).stream().map(this::view).toList();
    }

    /** Open disputes about a department's records. */
    List<DisputeView> openAt(Asker asker, String department) {
        asker.require(scopeOf(department));
        return Topics.recordTopics().stream()
                .filter(topic -> topic.isFeed() && topic.owner().equals(department))
                .flatMap(topic -> results.openDisputesAbout(topic.recordType().getFullName()).stream())
                .map(this::view)
                .toList();
    }

    DisputeView view(Dispute dispute) {
        DisputeOutcome outcome = dispute.getOutcome();
        String state = outcome == null ? "OPEN" : outcome.name();
        return new DisputeView(
                dispute.getHeader().getRecordId(),
                dispute.getDisputedEventId(),
                dispute.getRecordType(),
                dispute.getField(),
                dispute.getStatement(),
                dispute.getHeader().getRecordedAt().toString(),
                outcome == null ? null : outcome.name(),
                texts.disputeZh(state),
                texts.disputeEn(state),
                dispute.getCauseEventId());
    }

    private CompletionStage<DisputeView> append(Dispute dispute) {
        return sender.send(dispute.getPersonKey(), dispute)
                .exceptionally(error -> {
                    throw ProblemException.unavailable();
                })
                .thenApply(appended -> view(dispute));
    }

    private static Topic feedOf(JsonBody body) {
        return body.value(
                "recordType",
                "the full name of a record type that is judged",
                body.text("recordType"),
                type -> Topics.recordTopicOf(type)
                        .filter(Topic::isFeed)
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

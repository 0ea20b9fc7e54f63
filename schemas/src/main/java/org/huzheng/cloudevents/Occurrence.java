package org.huzheng.cloudevents;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.huzheng.event.EventHeader;
import org.huzheng.event.FeedMark;
import org.huzheng.event.RejectedRecord;
import org.huzheng.exchange.Access;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.Contradiction;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.DisputeStatement;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.PartialAnswer;
import org.huzheng.exchange.PartialQuestion;
import org.huzheng.exchange.Reexamination;
import org.huzheng.exchange.RequestHeader;
import org.huzheng.exchange.StatusChange;
import org.huzheng.wire.AvroWire;
import org.huzheng.wire.RecordDigest;
import org.jspecify.annotations.Nullable;

/**
 * What tells one record of a topic from every other, read from its value alone: written again, the same record has the same, but for a refused row, which
 * nobody writes again. No identity number is in it; a person is a key.
 *
 * @param id unlike that of anything else said on the topic; two records with one id say the same
 * @param time when it happened, as the record says; null where it does not
 * @param subject what it is about, within the topic: the record of a register, the request of a case; null where there is nothing to name
 */
record Occurrence(
        String id, @Nullable Instant time, @Nullable String subject) {
    private static final String HEAD = "header";
    private static final int DIGEST_BYTES = 16;

    /** That of a record which has been written, and so is valid. */
    static Occurrence of(SpecificRecord record) {
        Schema.Field field = record.getSchema().getField(HEAD);
        Object head = field == null ? null : record.get(field.pos());
        if (head instanceof EventHeader event) {
            return new Occurrence(event.getEventId(), event.getRecordedAt(), event.getRecordId());
        }
        if (head instanceof RequestHeader request) {
            return new Occurrence(request.getRequestId(), null, request.getRequestId());
        }
        if (head instanceof DecisionHeader decision) {
            return new Occurrence(decision.getDecisionId(), decision.getDecidedAt(), decision.getRequestId());
        }
        return record instanceof FeedMark mark ? ofMark(mark) : ofCase(record);
    }

    /** A mark that is repeated says nothing new. */
    private static Occurrence ofMark(FeedMark mark) {
        String forwarded =
                mark.getSourceTopic() == null ? "" : "/" + mark.getSourceTopic() + "/" + mark.getSourcePartition();
        String id =
                "mark/" + mark.getPartition() + "/" + mark.getCommittedBefore().toEpochMilli() + forwarded;
        return new Occurrence(id, mark.getCommittedBefore(), null);
    }

    private static Occurrence ofCase(SpecificRecord record) {
        if (record instanceof PartialQuestion question) {
            String id = question.getRequestId() + "/" + question.getJudgement() + "/" + question.getRound() + "/"
                    + question.getPersonKey();
            return new Occurrence(id, null, question.getRequestId());
        }
        if (record instanceof PartialAnswer answer) {
            return new Occurrence(text(answer.getQuestion()), null, answer.getRequestId());
        }
        if (record instanceof Access access) {
            Locator question = access.getQuestion();
            return new Occurrence(
                    question == null ? digestOf(record) : text(question), access.getAt(), access.getRequestId());
        }
        if (record instanceof Reexamination again) {
            return new Occurrence(again.getRequestId() + "@" + text(again.getCause()), null, again.getRequestId());
        }
        if (record instanceof Certificate certificate) {
            return new Occurrence(certificate.getNumber(), certificate.getIssuedAt(), certificate.getRequestId());
        }
        if (record instanceof StatusChange change) {
            return new Occurrence(
                    change.getNumber() + "@" + text(change.getDecision()),
                    change.getChangedAt(),
                    change.getRequestId());
        }
        return ofOther(record);
    }

    private static Occurrence ofOther(SpecificRecord record) {
        if (record instanceof Contradiction found) {
            return new Occurrence(digestOf(record), found.getFoundAt(), found.getDecisionId());
        }
        if (record instanceof RejectedRecord refused) {
            // What tells one refused row from another is about people: a digest of it could be guessed from. An adapter
            // sends it once.
            return new Occurrence(UUID.randomUUID().toString(), refused.getRejectedAt(), null);
        }
        if (record instanceof DisputeStatement statement) {
            return new Occurrence(statement.getDisputeId(), null, statement.getDisputeId());
        }
        return new Occurrence(digestOf(record), null, null);
    }

    private static String text(Locator place) {
        return place.getTopic() + "/" + place.getPartition() + "/" + place.getOffset();
    }

    /** What is named by nothing else is named by all it says. */
    private static String digestOf(SpecificRecord record) {
        byte[] digest = RecordDigest.sha256(AvroWire.body(record)).bytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    }
}

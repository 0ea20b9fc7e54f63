package org.huzheng.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the interface answers with. */
final class Views {
    private Views() {}

    /**
     * An issued certificate.
     *
     * @param number certificate number, GB/T 36904
     * @param type certificate type
     * @param typeZh its name in Chinese
     * @param typeEn its name in English
     * @param version version, from 1
     * @param previousNumber number it replaces, if any
     * @param status VALID, SUSPENDED, REVOKED or EXPIRED
     * @param statusReason rule that changed the status, in Chinese and English, if it was changed
     * @param supersededBy number that replaces it, if any
     * @param issuedAt time of issue, ISO 8601
     * @param expiresAt end of validity, ISO 8601
     * @param requestId request it was issued for
     * @param credential SD-JWT VC with all disclosures
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CertificateView(
            String number,
            String type,
            String typeZh,
            String typeEn,
            int version,
            @Nullable String previousNumber,
            String status,
            @Nullable ReasonView statusReason,
            @Nullable String supersededBy,
            String issuedAt,
            String expiresAt,
            String requestId,
            String credential) {}

    /**
     * An answer without a certificate: a refusal that explains itself, or a verification.
     *
     * @param requestId request
     * @param type certificate type, or the kind of claim
     * @param asOf the day asked about, ISO 8601, if one was
     * @param knownAt only what was known by then was heard, ISO 8601, if a time was named
     * @param answer one of the seven answers
     * @param answerZh the answer in Chinese
     * @param answerEn the answer in English
     * @param reasons why
     * @param feeds how complete the records searched were
     * @param decidedAt when, ISO 8601
     * @param decision where the decision lies, topic-partition@offset
     * @param signed the same signed by the authority (JWS, typ huzheng-verification+jwt); only for verifications
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnswerView(
            String requestId,
            String type,
            @Nullable String asOf,
            @Nullable String knownAt,
            String answer,
            String answerZh,
            String answerEn,
            List<ReasonView> reasons,
            List<FeedView> feeds,
            String decidedAt,
            String decision,
            @Nullable String signed) {}

    /**
     * One reason.
     *
     * @param rule code of the rule
     * @param zh what it says, in Chinese
     * @param en what it says, in English
     * @param records event ids of the records it rests on
     * @param settledBy record type that would settle the matter, if any
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReasonView(
            String rule,
            String zh,
            String en,
            List<String> records,
            @Nullable String settledBy) {}

    /**
     * How complete the records of one kind were when the request was judged.
     *
     * @param feed record topic, e.g. household.resident
     * @param completeUntil everything the department had recorded before this time was known, ISO 8601; absent when the department has not said
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FeedView(String feed, @Nullable String completeUntil) {}

    /**
     * A request that is not decided yet.
     *
     * @param requestId request
     * @param zh that it is under way, in Chinese
     * @param en that it is under way, in English
     */
    @Serdeable
    record PendingView(String requestId, String zh, String en) {}

    /**
     * Answers to the claims of a batch, in the order they were sent.
     *
     * @param batchId the batch
     * @param claims how many claims it has
     * @param from which claim the first of these answers is to, counted from 0
     * @param next where to read on: the first claim whose answer is not among these
     * @param complete whether these answers are the last
     * @param answers the answers
     */
    @Serdeable
    record BatchView(String batchId, int claims, int from, int next, boolean complete, List<AnswerView> answers) {}

    /**
     * A dispute.
     *
     * @param disputeId the dispute
     * @param eventId event of the record as it was when it was disputed
     * @param recordType full name of the record's schema
     * @param field field said to be wrong
     * @param statement what the person says of it, if anything
     * @param personKey whose record it is; told to the department only
     * @param recordId the department's identifier of the record, once it was found; told to the department only
     * @param filedAt when it was filed, ISO 8601
     * @param endedAt when it ended, ISO 8601; absent while it is open
     * @param outcome how it ended; absent while it is open
     * @param zh how it stands, in Chinese
     * @param en how it stands, in English
     * @param correction event that corrected the record, if one did
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DisputeView(
            String disputeId,
            String eventId,
            String recordType,
            String field,
            @Nullable String statement,
            @Nullable String personKey,
            @Nullable String recordId,
            String filedAt,
            @Nullable String endedAt,
            @Nullable String outcome,
            String zh,
            String en,
            @Nullable String correction) {}

    /**
     * Outcome of checking a presented certificate.
     *
     * @param valid whether it may be relied on
     * @param checks each check with its reason, in the order of checking
     */
    @Serdeable
    record VerificationReportView(boolean valid, List<CheckView> checks) {}

    /**
     * One check.
     *
     * @param check what was checked
     * @param checkZh the same in Chinese
     * @param outcome PASSED, FAILED or NOT_CHECKED
     * @param zh why, in Chinese
     * @param en why, in English
     */
    @Serdeable
    record CheckView(String check, String checkZh, String outcome, String zh, String en) {}
}

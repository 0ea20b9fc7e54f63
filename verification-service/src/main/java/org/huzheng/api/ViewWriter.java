package org.huzheng.api;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.api.Views.AnswerView;
import org.huzheng.api.Views.CertificateView;
import org.huzheng.api.Views.FeedView;
import org.huzheng.api.Views.ReasonView;
import org.huzheng.catalogue.Topics;
import org.huzheng.decision.CertificateType;
import org.huzheng.decision.CertificateTypes;
import org.huzheng.exchange.Certificate;
import org.huzheng.exchange.CertificateStatus;
import org.huzheng.exchange.DecisionHeader;
import org.huzheng.exchange.FeedUsed;
import org.huzheng.exchange.KnownDecision;
import org.huzheng.exchange.Locator;
import org.huzheng.exchange.Reason;
import org.huzheng.exchange.StatusChange;
import org.huzheng.results.Results;
import org.huzheng.signing.CompactJws;
import org.huzheng.signing.IssuerKeys;

/** Writes committed results as the interface shows them. */
@Singleton
final class ViewWriter {
    private static final String SIGNED_ANSWER_TYPE = "huzheng-verification+jwt";

    private final CertificateTypes types;
    private final Results results;
    private final Texts texts;
    private final IssuerKeys keys;
    private final ApiSettings settings;
    private final InstantSource clock;

    ViewWriter(
            CertificateTypes types,
            Results results,
            Texts texts,
            IssuerKeys keys,
            ApiSettings settings,
            InstantSource clock) {
        this.types = types;
        this.results = results;
        this.texts = texts;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    CertificateView certificate(Certificate certificate) {
        Optional<StatusChange> change = results.lastChange(certificate.getNumber());
        CertificateType<?> type = types.ofCode(certificate.getType())
                .orElseThrow(
                        () -> new IllegalStateException("a certificate of an unknown type: " + certificate.getType()));
        return new CertificateView(
                certificate.getNumber(),
                type.code(),
                type.chineseName(),
                type.englishName(),
                certificate.getVersion(),
                certificate.getPreviousNumber(),
                statusOf(certificate, change),
                change.filter(last -> last.getStatus() != CertificateStatus.VALID)
                        .map(last -> rule(last.getRule(), List.of(), null))
                        .orElse(null),
                change.map(StatusChange::getSupersededBy).orElse(null),
                certificate.getIssuedAt().toString(),
                certificate.getExpiresAt().toString(),
                certificate.getRequestId(),
                certificate.getCredential());
    }

    private String statusOf(Certificate certificate, Optional<StatusChange> change) {
        CertificateStatus status = change.map(StatusChange::getStatus).orElse(CertificateStatus.VALID);
        Instant now = clock.instant();
        return status == CertificateStatus.VALID && !now.isBefore(certificate.getExpiresAt())
                ? "EXPIRED"
                : status.name();
    }

    AnswerView refusal(KnownDecision decision) {
        return answer(decision, null);
    }

    AnswerView verification(KnownDecision decision) {
        AnswerView unsigned = answer(decision, null);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.issuer().url());
        claims.put("iat", decision.getHeader().getDecidedAt().getEpochSecond());
        claims.put("request_id", unsigned.requestId());
        claims.put("type", unsigned.type());
        claims.putAll(SignedClaims.of(decision));
        claims.put("answer", unsigned.answer());
        claims.put(
                "rules",
                decision.getHeader().getReasons().stream().map(Reason::getRule).toList());
        claims.put(
                "feeds",
                decision.getHeader().getFeeds().stream()
                        .map(ViewWriter::claimOf)
                        .toList());
        claims.put("purpose", decision.getHeader().getPurpose());
        claims.put("decision", unsigned.decision());
        return answer(
                decision,
                CompactJws.sign(
                        SIGNED_ANSWER_TYPE,
                        claims,
                        keys.at(decision.getHeader().getDecidedAt()).signer()));
    }

    private AnswerView answer(KnownDecision decision, @org.jspecify.annotations.Nullable String signed) {
        DecisionHeader header = decision.getHeader();
        return new AnswerView(
                header.getRequestId(),
                typeOf(decision),
                text(header.getAsOf()),
                text(header.getKnownAt()),
                header.getAnswer().name(),
                texts.answerZh(header.getAnswer()),
                texts.answerEn(header.getAnswer()),
                header.getReasons().stream()
                        .map(reason -> rule(reason.getRule(), reason.getEventIds(), reason.getSettledBy()))
                        .toList(),
                header.getFeeds().stream().map(ViewWriter::viewOf).toList(),
                header.getDecidedAt().toString(),
                place(logged(decision)),
                signed);
    }

    /** Where the log has it: a claim judged where its person's records lie is decided by what stands there, before the decision lies on a topic of its own. */
    private static Locator logged(KnownDecision decision) {
        Locator request = decision.getHeader().getRequest();
        return request.getTopic().equals(Topics.CLAIMS.name()) ? request : decision.getLocator();
    }

    private static String typeOf(KnownDecision decision) {
        return decision.getClaim() == null
                ? decision.getType()
                : ClaimIntake.codeOf(decision.getClaim().getKind());
    }

    private static @org.jspecify.annotations.Nullable String text(@org.jspecify.annotations.Nullable Object time) {
        return time == null ? null : time.toString();
    }

    private ReasonView rule(String rule, List<String> records, @org.jspecify.annotations.Nullable String settledBy) {
        return new ReasonView(rule, texts.ruleZh(rule), texts.ruleEn(rule), records, settledBy);
    }

    /** Times in whole seconds, as all of a JWT's (RFC 7519), rounded down: what was complete until then. */
    private static Map<String, Object> claimOf(FeedUsed feed) {
        Instant completeUntil = feed.getCompleteUntil();
        return completeUntil == null
                ? Map.of("feed", feed.getTopic())
                : Map.of("feed", feed.getTopic(), "complete_until", completeUntil.getEpochSecond());
    }

    private static FeedView viewOf(FeedUsed feed) {
        Instant completeUntil = feed.getCompleteUntil();
        return new FeedView(feed.getTopic(), completeUntil == null ? null : completeUntil.toString());
    }

    private static String place(Locator place) {
        return place.getTopic() + "-" + place.getPartition() + "@" + place.getOffset();
    }
}

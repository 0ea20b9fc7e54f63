package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the {@code source} of a mapping whose rows are pulled through the national exchange. */
public final class NationalExchangeSettingsReader {
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);
    private static final String DEFAULT_TIMES = "yyyy-MM-dd HH:mm:ss";
    private static final int DEFAULT_PAGE_SIZE = 500;

    private NationalExchangeSettingsReader() {}

    /** Reads the settings. */
    public static NationalExchangeSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind", "requester", "appSecret", "refresh", "answers", "queries", "beginning", "pace", "mayOmit");
        Map<String, QuerySettings> queries = new LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> query :
                source.required("queries").entries().entrySet()) {
            queries.put(query.getKey(), query(query.getValue()));
        }
        Optional<SettingsNode> pace = source.optional("pace");
        Optional<SettingsNode> answers = source.optional("answers");
        try {
            return new NationalExchangeSettings(
                    source.required("requester").text(),
                    source.required("appSecret").text(),
                    refresh(source.required("refresh")),
                    answers.isPresent()
                            ? answers(answers.get())
                            : new AnswerCodes(Optional.empty(), Set.of(), Set.of(), Set.of()),
                    queries,
                    source.required("beginning")
                            .as("a time such as 2024-01-01T00:00:00+08:00", OffsetDateTime::parse)
                            .toInstant(),
                    pace.isPresent() ? pace(pace.get()) : PullPace.DEFAULT,
                    Set.copyOf(source.textsOr("mayOmit", List.of())));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of the national exchange", e);
        }
    }

    private static RefreshSettings refresh(SettingsNode refresh) throws SettingsException {
        refresh.allowOnly("url", "service", "secret", "expiresAt", "lifetime");
        try {
            return new RefreshSettings(
                    refresh.required("url").as("an address", URI::create),
                    refresh.optionalText("service"),
                    pointer(refresh.required("secret")),
                    pointer(refresh, "expiresAt"),
                    refresh.durationOr("lifetime", DEFAULT_LIFETIME));
        } catch (IllegalArgumentException e) {
            throw refresh.refused("settings of the refresh service", e);
        }
    }

    private static AnswerCodes answers(SettingsNode answers) throws SettingsException {
        answers.allowOnly("code", "success", "secretExpired", "signatureRefused");
        try {
            return new AnswerCodes(
                    Optional.of(pointer(answers.required("code"))),
                    Set.copyOf(answers.textsOr("success", List.of())),
                    Set.copyOf(answers.textsOr("secretExpired", List.of())),
                    Set.copyOf(answers.textsOr("signatureRefused", List.of())));
        } catch (IllegalArgumentException e) {
            throw answers.refused("codes of answers", e);
        }
    }

    private static QuerySettings query(SettingsNode query) throws SettingsException {
        query.allowOnly("url", "service", "body", "times", "rows", "total", "firstPage", "pageSize");
        Optional<SettingsNode> times = query.optional("times");
        try {
            return new QuerySettings(
                    query.required("url").text(),
                    query.required("service").text(),
                    query.optionalText("body"),
                    times.isPresent()
                            ? times.get()
                                    .as(TimeForm.MILLISECONDS + " or a pattern such as " + DEFAULT_TIMES, TimeForm::of)
                            : TimeForm.of(DEFAULT_TIMES),
                    pointer(query.required("rows")),
                    pointer(query, "total"),
                    query.integerOr("firstPage", 1),
                    query.integerOr("pageSize", DEFAULT_PAGE_SIZE));
        } catch (IllegalArgumentException e) {
            throw query.refused("settings of a query", e);
        }
    }

    private static PullPace pace(SettingsNode pace) throws SettingsException {
        pace.allowOnly(
                "every", "settle", "lookBack", "windowMax", "pause", "answerWithin", "retriesMax", "firstRetryAfter");
        PullPace otherwise = PullPace.DEFAULT;
        try {
            return new PullPace(
                    pace.durationOr("every", otherwise.every()),
                    pace.durationOr("settle", otherwise.settle()),
                    pace.durationOr("lookBack", otherwise.lookBack()),
                    pace.durationOr("windowMax", otherwise.windowMax()),
                    pace.durationOr("pause", otherwise.pause()),
                    pace.durationOr("answerWithin", otherwise.answerWithin()),
                    pace.integerOr("retriesMax", otherwise.retriesMax()),
                    pace.durationOr("firstRetryAfter", otherwise.firstRetryAfter()));
        } catch (IllegalArgumentException e) {
            throw pace.refused("a pace", e);
        }
    }

    private static Optional<JsonPointer> pointer(SettingsNode settings, String name) throws SettingsException {
        Optional<SettingsNode> found = settings.optional(name);
        return found.isPresent() ? Optional.of(pointer(found.get())) : Optional.empty();
    }

    private static JsonPointer pointer(SettingsNode setting) throws SettingsException {
        return setting.as("a JSON Pointer such as /data/list (RFC 6901)", JsonPointer::compile);
    }
}

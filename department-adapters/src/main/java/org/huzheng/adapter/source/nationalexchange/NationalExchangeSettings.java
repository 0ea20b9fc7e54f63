package org.huzheng.adapter.source.nationalexchange;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.json.JsonRows;

/**
 * Settings of a client of the national exchange, which asks again and again for what was changed between two times.
 *
 * @param requester who asks, {@code gjgxjhpt_rid}
 * @param appSecret secret the refresh service knows us by
 * @param refresh where the secret that signs queries is fetched
 * @param answers what answers say of themselves
 * @param queries one for each origin of the mapping
 * @param beginning from when on rows are asked for
 * @param pace how often and how patiently is asked
 * @param mayOmit columns that are null where a row has no such member
 */
public record NationalExchangeSettings(
        String requester,
        String appSecret,
        RefreshSettings refresh,
        AnswerCodes answers,
        Map<String, QuerySettings> queries,
        Instant beginning,
        PullPace pace,
        Set<String> mayOmit)
        implements SourceSettings {
    /** Kind in the mapping file. */
    public static final String KIND = "national-exchange";

    public NationalExchangeSettings {
        Objects.requireNonNull(refresh, "refresh");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(beginning, "beginning");
        Objects.requireNonNull(pace, "pace");
        queries = Map.copyOf(queries);
        mayOmit = Set.copyOf(mayOmit);
        if (requester.isBlank()) {
            throw new IllegalArgumentException("requester: expected a name, found a blank");
        }
        if (appSecret.isEmpty()) {
            throw new IllegalArgumentException("appSecret: expected a secret, found none");
        }
        if (beginning.isAfter(Instant.now())) {
            throw new IllegalArgumentException("beginning: expected a time in the past, found " + beginning);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        PullPosition position = opening.position().isPresent()
                ? PullPosition.read(opening.position().get()).resumed()
                : PullPosition.beginningAt(beginning);
        ExchangeClient client = connect(opening);
        return new NationalExchangeSource(new Pull(this, opening.origins(), client), position);
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        try {
            new Pull(this, opening.origins(), connect(opening)).sample(rowsPerOriginMax, rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("national exchange: interrupted while a sample was asked for", e);
        }
    }

    private ExchangeClient connect(SourceOpening opening) throws SourceException {
        for (String origin : opening.origins()) {
            if (!queries.containsKey(origin)) {
                throw new SourceException(
                        "queries: expected one for the origin " + origin + ", found only " + queries.keySet());
            }
        }
        ExchangeClient client = new ExchangeClient(this, opening.clock());
        client.connect(opening.origins().stream()
                .map(origin -> Objects.requireNonNull(queries.get(origin)).service())
                .toList());
        return client;
    }

    JsonRows rows() {
        return new JsonRows(mayOmit);
    }

    /** Who asks and where; never the secret. */
    @Override
    public String toString() {
        return "NationalExchangeSettings[requester=" + requester + ", queries=" + queries.keySet() + "]";
    }
}

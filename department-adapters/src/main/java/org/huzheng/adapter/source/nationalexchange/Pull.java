package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.huzheng.adapter.source.SourceBatch;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceVersion;
import org.huzheng.adapter.source.json.JsonRows;
import org.jspecify.annotations.Nullable;

/** Asks for what was changed in one span of time after the other, origin by origin, page by page. */
final class Pull {
    private static final int ATTEMPTS_MAX = 5;

    private final NationalExchangeSettings settings;
    private final List<String> origins;
    private final ExchangeClient client;
    private final JsonRows rows;
    private @Nullable JsonNode pageBefore;

    Pull(NationalExchangeSettings settings, List<String> origins, ExchangeClient client) {
        this.settings = settings;
        this.origins = List.copyOf(origins);
        this.client = client;
        this.rows = settings.rows();
    }

    /** One page, and where the source stands after it. */
    record Page(List<SourceItem> items, PullPosition position) {
        SourceBatch batch() {
            return new SourceBatch(
                    items,
                    Optional.of(position.write()),
                    position.complete() ? Optional.of(position.through()) : Optional.empty(),
                    Optional.empty());
        }
    }

    /** How long to wait after a page before asking on: not at all, unless nothing more can be known yet. */
    Duration pauseAfter(PullPosition before, PullPosition after) {
        PullPace pace = settings.pace();
        boolean backlog =
                after.through().plus(pace.windowMax()).isBefore(Instant.now().minus(pace.settle()))
                        && after.through().isAfter(before.through());
        return !after.complete() || backlog ? Duration.ZERO : pace.every();
    }

    /** The next page. */
    Page next(PullPosition position) throws SourceException, InterruptedException {
        PullPosition at = position.complete() ? begin(position, Instant.now()) : position;
        String origin = origins.get(at.origin());
        QuerySettings query = query(origin);
        Duration ahead = client.clockAhead();
        JsonNode answer = client.ask(request(query, at.since(), at.until(), at.page(), at.originRows()));
        if (!client.clockAhead().equals(ahead)) {
            return new Page(List.of(), followClock(at, client.clockAhead().minus(ahead)));
        }
        List<JsonNode> elements = elements(query, answer);
        long total = totalOf(query, answer);
        refuseRepetition(query, at, elements, answer);
        List<SourceItem> items = new ArrayList<>(elements.size());
        Instant now = Instant.now();
        for (JsonNode element : elements) {
            String location = "pull " + at.pull() + " page " + at.page() + " row " + items.size();
            SourceVersion version = new SourceVersion(at.pull(), at.rows() + items.size());
            items.add(rows.row(element, new JsonRows.Place(origin, location, version, now)));
        }
        return new Page(items, after(query, at, items.size(), total));
    }

    private QuerySettings query(String origin) {
        return Objects.requireNonNull(settings.queries().get(origin), origin);
    }

    /**
     * The next span, up to now but no longer than one may be. What is younger than changes take to show is asked for, too, and asked for again,
     * but not said to be known. It begins where the last one ended by either clock, whichever is earlier: ours may have been set since, or the
     * exchange's while nobody asked.
     */
    private PullPosition begin(PullPosition done, Instant now) {
        PullPace pace = settings.pace();
        Instant end = done.through().plus(pace.windowMax());
        Instant until = earlier(end, now);
        Duration ahead = client.clockAhead();
        for (String origin : origins) {
            until = query(origin).times().floor(until.plus(ahead)).minus(ahead);
        }
        Instant settled = now.minus(pace.settle());
        Instant through = earlier(until, settled);
        Instant since = earlier(done.through().plus(ahead), done.until()).minus(pace.lookBack());
        Instant beginning = settings.beginning().plus(ahead);
        return done.nextPull(through, since.isBefore(beginning) ? beginning : since, until.plus(ahead));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The exchange's clock was set: what was changed before bears its old time, what was changed after its new one. Both are asked for. */
    private static PullPosition followClock(PullPosition at, Duration moved) {
        return moved.isNegative()
                ? at.spanning(at.since().plus(moved), at.until())
                : at.spanning(at.since(), at.until().plus(moved));
    }

    private static SignedHttp.Request request(
            QuerySettings query, Instant since, Instant until, int page, long offset) {
        Map<String, String> parameters = Map.of(
                "since", query.times().write(since),
                "until", query.times().write(until),
                "page", String.valueOf(query.firstPage() + page),
                "pageSize", String.valueOf(query.pageSize()),
                "offset", String.valueOf(offset));
        return new SignedHttp.Request(query.urlFor(parameters), query.service(), query.bodyFor(parameters));
    }

    private static List<JsonNode> elements(QuerySettings query, JsonNode answer) throws SourceException {
        JsonNode found = answer.at(query.rows());
        // Nothing is often written as null.
        boolean nothing = found.isNull() || (found.isMissingNode() && totalOf(query, answer) == 0);
        if (!found.isArray() && !nothing) {
            throw new SourceException("national exchange, service " + query.service()
                    + ": expected an array of rows at " + query.rows() + ", found " + JsonRows.kindOf(found));
        }
        List<JsonNode> elements = new ArrayList<>();
        found.forEach(elements::add);
        return elements;
    }

    private static long totalOf(QuerySettings query, JsonNode answer) {
        Optional<JsonPointer> total = query.total();
        return total.map(answer::at)
                .filter(JsonNode::isValueNode)
                .map(node -> node.asLong(-1))
                .orElse(-1L);
    }

    private void refuseRepetition(QuerySettings query, PullPosition at, List<JsonNode> elements, JsonNode answer)
            throws SourceException {
        JsonNode page = answer.at(query.rows());
        if (at.page() > 0 && !elements.isEmpty() && page.equals(pageBefore)) {
            throw new SourceException("national exchange, service " + query.service() + ": expected page "
                    + (query.firstPage() + at.page())
                    + " to hold other rows than the one before, found the same; does the query pass the page on?");
        }
        pageBefore = page;
    }

    private PullPosition after(QuerySettings query, PullPosition at, int found, long total) throws SourceException {
        long expected = at.page() == 0 ? total : at.total();
        PullPosition read = at.nextPage(found, expected);
        boolean moved = at.page() > 0 && total != expected;
        boolean last = found < query.pageSize() || (expected >= 0 && read.originRows() >= expected);
        if (moved || (last && expected >= 0 && read.originRows() != expected)) {
            return anew(query, read, expected);
        }
        if (!last) {
            return read;
        }
        return at.origin() + 1 < origins.size() ? read.nextOrigin() : read.completed();
    }

    /** Rows that move between pages while these are read may be missed: all of them are asked for again. */
    private PullPosition anew(QuerySettings query, PullPosition read, long expected) throws SourceException {
        if (read.attempt() + 1 >= ATTEMPTS_MAX) {
            throw new SourceException("national exchange, service " + query.service() + ": expected " + expected
                    + " rows, as the first page says, found " + read.originRows() + " on " + read.page() + " pages, "
                    + ATTEMPTS_MAX + " times; is the query sorted by what does not change?");
        }
        return read.sameOriginAnew();
    }

    /** Rows as they stand now, of each origin no more than so many. */
    void sample(long rowsPerOriginMax, Consumer<SourceItem> to) throws SourceException, InterruptedException {
        for (String origin : origins) {
            QuerySettings query = query(origin);
            Instant until = query.times().floor(Instant.now().plus(client.clockAhead()));
            long taken = 0;
            boolean last = false;
            for (int page = 0; !last && taken < rowsPerOriginMax; page++) {
                JsonNode answer = client.ask(request(query, settings.beginning(), until, page, taken));
                List<JsonNode> elements = elements(query, answer);
                last = elements.size() < query.pageSize();
                for (int row = 0; row < elements.size() && taken < rowsPerOriginMax; row++, taken++) {
                    String location = "sample page " + page + " row " + row;
                    to.accept(rows.row(
                            elements.get(row),
                            new JsonRows.Place(origin, location, new SourceVersion(0, taken), Instant.now())));
                }
            }
        }
    }
}

package org.huzheng.adapter.source.nationalexchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.huzheng.adapter.source.SourceException;

/**
 * How far the exchange has been asked.
 *
 * @param pull number of the pull, from 1; 0 before the first
 * @param through by our clock, the time before which everything is handed over once this pull is complete; earlier than the last one where our
 *     clock was set back
 * @param since by the exchange's clock, the time this pull asks from
 * @param until by the exchange's clock, the time this pull asks up to
 * @param origin index of the origin whose pages are being read
 * @param page how many of its pages have been read
 * @param originRows how many of its rows, on those pages
 * @param total how many the first page said there are; -1 where it did not
 * @param attempt how often its pages were begun anew
 * @param rows rows handed over in this pull, for their versions
 * @param complete whether the pull is
 */
record PullPosition(
        int pull,
        Instant through,
        Instant since,
        Instant until,
        int origin,
        int page,
        long originRows,
        long total,
        int attempt,
        long rows,
        boolean complete) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PullPosition beginningAt(Instant beginning) {
        return new PullPosition(0, beginning, beginning, beginning, 0, 0, 0, -1, 0, 0, true);
    }

    PullPosition nextPull(Instant newThrough, Instant newSince, Instant newUntil) {
        return new PullPosition(pull + 1, newThrough, newSince, newUntil, 0, 0, 0, -1, 0, 0, false);
    }

    PullPosition nextPage(int found, long statedTotal) {
        return new PullPosition(
                pull,
                through,
                since,
                until,
                origin,
                page + 1,
                originRows + found,
                statedTotal,
                attempt,
                rows + found,
                false);
    }

    PullPosition nextOrigin() {
        return new PullPosition(pull, through, since, until, origin + 1, 0, 0, -1, 0, rows, false);
    }

    PullPosition sameOriginAnew() {
        return new PullPosition(pull, through, since, until, origin, 0, 0, -1, attempt + 1, rows, false);
    }

    /** Where to go on after a stop. What was begun anew before is so again, with as many attempts: rows have moved since its first page was read. */
    PullPosition resumed() {
        return attempt == 0 ? this : new PullPosition(pull, through, since, until, origin, 0, 0, -1, 0, rows, complete);
    }

    PullPosition spanning(Instant newSince, Instant newUntil) {
        return new PullPosition(pull, through, newSince, newUntil, 0, 0, 0, -1, 0, rows, false);
    }

    PullPosition completed() {
        return new PullPosition(pull, through, since, until, origin, 0, 0, -1, 0, rows, true);
    }

    static PullPosition read(String text) throws SourceException {
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.path("pull").isInt() || !node.path("through").isIntegralNumber()) {
                throw new SourceException(
                        "stored position of the national exchange: expected a pull and how far it reaches, found another");
            }
            return new PullPosition(
                    node.path("pull").asInt(),
                    Instant.ofEpochMilli(node.path("through").asLong()),
                    Instant.ofEpochMilli(node.path("since").asLong()),
                    Instant.ofEpochMilli(node.path("until").asLong()),
                    node.path("origin").asInt(),
                    node.path("page").asInt(),
                    node.path("originRows").asLong(),
                    node.path("total").asLong(),
                    node.path("attempt").asInt(),
                    node.path("rows").asLong(),
                    node.path("complete").asBoolean());
        } catch (JsonProcessingException e) {
            throw new SourceException("stored position of the national exchange: expected a JSON object", e);
        }
    }

    String write() {
        return JSON.createObjectNode()
                .put("pull", pull)
                .put("through", through.toEpochMilli())
                .put("since", since.toEpochMilli())
                .put("until", until.toEpochMilli())
                .put("origin", origin)
                .put("page", page)
                .put("originRows", originRows)
                .put("total", total)
                .put("attempt", attempt)
                .put("rows", rows)
                .put("complete", complete)
                .toString();
    }
}

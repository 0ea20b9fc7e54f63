package org.huzheng.adapter.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.huzheng.adapter.publish.Totals;

/**
 * How an adapter is doing.
 *
 * @param totals what became of the rows since the adapter's first start
 * @param sinceStart what became of the rows since this start
 * @param publishedThrough everything the source committed before this time is published; empty while a snapshot or a backlog is read
 * @param rowsLeft about how many rows of what is read as a whole are still to come; empty if that is not known
 * @param failure what failed last, until a life after it has shown that it works; empty while all is well
 * @param pausedSince since when its operators have had it hold the feed; empty while they have not
 */
public record AdapterProgress(
        Totals totals,
        Totals sinceStart,
        Optional<Instant> publishedThrough,
        OptionalLong rowsLeft,
        Optional<String> failure,
        Optional<Instant> pausedSince) {}

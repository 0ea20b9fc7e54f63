package org.huzheng.adapter.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huzheng.adapter.publish.ExchangeSession;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases refused rows whose time is up, once a day. When that was done last lies on the exchange, since an adapter may begin anew more often than
 * once a day, and it is done before the source is opened, since that may be away for as long as the rows are kept.
 *
 * <p>The broker drops a segment of its log by the newest record in it, and compaction joins old segments with newer ones, so that it alone would
 * keep rows as long as new ones come in. One record more, without a value, sees to it that the log is compacted behind the last erasure though no row
 * follows.
 */
final class QuarantineSweep {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineSweep.class);
    private static final Duration INTERVAL = Duration.ofDays(1);
    private static final int ROWS_AT_ONCE = 100_000;
    private static final String LAST_KEY = "sweep";

    private final Department department;
    private final ExchangeSession exchange;
    private final InstantSource clock;

    QuarantineSweep(Department department, ExchangeSession exchange, InstantSource clock) {
        this.department = department;
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Does it if its time has come. */
    void ifDue() {
        Instant now = clock.instant();
        if (!isDue(exchange.quarantine().lastSweep(), now)) {
            return;
        }
        int rows;
        do {
            rows = sweep(now);
        } while (rows == ROWS_AT_ONCE);
    }

    private int sweep(Instant now) {
        Set<String> due =
                exchange.quarantine().reader().storedBefore(now.minus(Topics.REJECTED_ROWS_KEPT), ROWS_AT_ONCE);
        LOG.info("Rows kept long enough leave the quarantine: department={} rows={}", department.code(), due.size());
        List<String> keys = new ArrayList<>(due);
        keys.add(LAST_KEY);
        exchange.quarantine().sweep(keys, now);
        return due.size();
    }

    /** Also if it was done at a time still to come: a clock was wrong then or is now, and neither may put it off. */
    static boolean isDue(Optional<Instant> last, Instant now) {
        return last.filter(time -> !time.isAfter(now) && now.isBefore(time.plus(INTERVAL)))
                .isEmpty();
    }
}

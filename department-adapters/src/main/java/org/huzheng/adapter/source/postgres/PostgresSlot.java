package org.huzheng.adapter.source.postgres;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.LostLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the capture goes on: in the log if the replication slot still holds what was not read of the same tables, else in a new snapshot. */
final class PostgresSlot {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSlot.class);

    private PostgresSlot() {}

    /**
     * The position to go on from: the stored one, or a new snapshot if the one before was not said to have ended, if the settings ask for one
     * where the log is lost or a table was made anew, if tables were added, and while what was read is in doubt. A snapshot is read anew even where every
     * row of it was stored: what a snapshot does not hold is gone, and that can be said only by who has read all of it.
     *
     * @param doubted whether what the tables held was not believed when they were read last: what the log holds would not tell
     * @throws SourceException if the log is lost and the settings do not ask for a snapshot
     */
    static CapturePosition check(
            PostgresCatalog catalog,
            PostgresSettings settings,
            List<String> origins,
            CapturePosition stored,
            boolean doubted)
            throws SourceException {
        MappedTables tables = catalog.identify(origins);
        if (!stored.isBeforeLog() && !doubted) {
            MappedTables before = MappedTables.read(stored.structure());
            Optional<String> lost = howLost(catalog, settings.slot(), stored)
                    .or(() -> before.madeAnew(tables).map(table -> "that table " + table + " was made anew"));
            if (lost.isPresent()) {
                sayLost(settings, stored, lost.get());
            } else if (before.hold(tables)) {
                return stored.withStructure(tables.write());
            } else {
                LOG.warn("Tables were added, everything is read anew: {}", settings);
            }
        }
        // A slot from before the new snapshot would bring what the snapshot already holds, and where there is one the
        // engine does not read all tables as of one moment.
        if (catalog.dropSlot(settings.slot())) {
            LOG.info("Slot was dropped, the snapshot makes its own: {}", settings.slot());
        }
        return stored.beforeNewSnapshot().withStructure(tables.write());
    }

    private static void sayLost(PostgresSettings settings, CapturePosition stored, String found)
            throws SourceException {
        String message = "replication slot " + settings.slot() + ": expected it to hold the log since "
                + stored.offsetValue("lsn").map(PostgresSlot::lsnText).orElse("the snapshot") + ", found " + found;
        if (settings.lostLog() == LostLog.STOP) {
            throw new SourceException(message + LostLog.WAY_OUT);
        }
        LOG.warn("Log was lost, everything is read anew: {}", message);
    }

    private static Optional<String> howLost(PostgresCatalog catalog, String slot, CapturePosition stored)
            throws SourceException {
        List<String> state = catalog.slotState(slot);
        if (state.isEmpty()) {
            return Optional.of("no such slot");
        }
        if (state.get(0).equals("lost")) {
            return Optional.of("that the server gave it up (wal_status lost; see max_slot_wal_keep_size)");
        }
        long confirmed = Long.parseLong(state.get(1));
        long reached = Stream.of("lsn", "lsn_proc", "lsn_commit")
                .flatMap(name -> stored.offsetValue(name).stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(Long.MAX_VALUE);
        return confirmed > reached
                ? Optional.of("a slot that begins at " + lsnText(String.valueOf(confirmed)) + ": it was made anew")
                : Optional.empty();
    }

    private static String lsnText(String lsn) {
        long value = Long.parseLong(lsn);
        return String.format("%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}

package org.huzheng.adapter.source.mariadb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.LostLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the binary log still holds what was not read, and whether it can still be understood. */
final class MariaDbLog {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbLog.class);

    private MariaDbLog() {}

    /**
     * The position to go on from: the stored one, or a new snapshot if the settings ask for one where the log is lost, while what was read is in doubt,
     * and where columns were changed while nobody was reading: rows written before would be read with the columns of today.
     *
     * @param doubted whether what the tables held was not believed when they were read last: what the log holds would not tell
     * @throws SourceException if the log is lost and the settings do not ask for a snapshot
     */
    static CapturePosition check(
            MariaDbCatalog catalog,
            MariaDbSettings settings,
            List<String> tables,
            CapturePosition stored,
            boolean doubted)
            throws SourceException {
        String structure = catalog.structureOf(tables);
        if (stored.isBeforeLog() || doubted) {
            return stored.beforeNewSnapshot().withStructure(structure);
        }
        Optional<String> lost = howLost(catalog.logFiles(), stored);
        if (lost.isPresent()) {
            String message = "binary log of " + settings.url() + ": expected " + fileOf(stored) + " up to at least "
                    + positionOf(stored) + ", found " + lost.get();
            if (settings.lostLog() == LostLog.STOP) {
                throw new SourceException(message + LostLog.WAY_OUT);
            }
            LOG.warn("Log was lost, everything is read anew: {}", message);
            return stored.beforeNewSnapshot().withStructure(structure);
        }
        if (!structure.equals(stored.structure())) {
            LOG.warn("Columns of the tables were changed, everything is read anew: {}", settings);
            return stored.beforeNewSnapshot().withStructure(structure);
        }
        return stored;
    }

    private static Optional<String> howLost(Map<String, Long> files, CapturePosition stored) {
        Long size = files.get(fileOf(stored));
        if (size == null) {
            return Optional.of("only " + files.keySet() + ": it was purged or reset");
        }
        return size < positionOf(stored)
                ? Optional.of("a file of this name that ends at " + size + ": the log was reset")
                : Optional.empty();
    }

    private static String fileOf(CapturePosition stored) {
        return stored.offsetValue("file").orElse("");
    }

    private static long positionOf(CapturePosition stored) {
        return stored.offsetValue("pos").map(Long::parseLong).orElse(0L);
    }
}

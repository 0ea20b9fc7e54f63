package org.huzheng.adapter.source.postgres;

import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.capture.CaptureSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks that the engine writes at its heartbeat. One is believed while the tables are still those that were mapped: one that was dropped takes its place in
 * the publication with it, and of one made anew under its name the log tells nothing, whatever the marks say.
 */
final class PostgresMarks implements CaptureSource.Marks {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresMarks.class);

    private final PostgresSettings settings;
    private final List<String> origins;
    private final MappedTables tables;
    private PostgresCatalog catalog;

    /**
     * Looks at the tables over a connection that is closed with the marks.
     *
     * @param tables what they were when the capture began
     */
    PostgresMarks(PostgresSettings settings, PostgresCatalog catalog, List<String> origins, MappedTables tables) {
        this.settings = settings;
        this.catalog = catalog;
        this.origins = List.copyOf(origins);
        this.tables = tables;
    }

    @Override
    public void mark() {
        // The engine does.
    }

    @Override
    public void requireBelievable() throws SourceException {
        Optional<String> another = tables.madeAnew(identify());
        if (another.isPresent()) {
            throw new SourceException(
                    "table " + another.get()
                            + ": expected the one that is captured, found that it was dropped or made anew; the capture is started again");
        }
    }

    /** While a snapshot is read nobody asks, for hours perhaps: the connection may have been cut meanwhile, and that must not undo the snapshot. */
    private MappedTables identify() throws SourceException {
        try {
            return catalog.identify(origins);
        } catch (SourceException e) {
            LOG.info("Connection to the catalogue was lost, another is opened: {}", settings.url());
            LOG.debug("Connection to the catalogue was lost", e);
            close();
            catalog = PostgresCatalog.connect(settings);
            return catalog.identify(origins);
        }
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (SourceException e) {
            // It only looked.
            LOG.debug("Connection was closed uncleanly: {}", settings.url(), e);
        }
    }
}

package org.huzheng.adapter.source.mariadb;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.huzheng.adapter.source.Source;
import org.huzheng.adapter.source.SourceException;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceOpening;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.Capture;
import org.huzheng.adapter.source.capture.CapturePosition;
import org.huzheng.adapter.source.capture.CaptureSource;

/** A capture whose engine gives its connection up, and opens another, after two seconds in which it could read nothing from it. */
record ImpatientMariaDb(MariaDbSettings settings) implements SourceSettings {
    @Override
    public String kind() {
        return settings.kind();
    }

    @Override
    public Source open(SourceOpening opening) throws SourceException {
        MariaDbSettings named = settings.namedFor(opening);
        MariaDbCatalog catalog = MariaDbCatalog.connect(named);
        catalog.mark();
        CapturePosition position = MariaDbLog.check(
                catalog, named, opening.origins(), CapturePosition.read(opening.position()), opening.doubted());
        Capture shipped = MariaDbCapture.of(named, opening.origins(), position);
        Map<String, String> properties = new HashMap<>(shipped.properties());
        properties.put("connect.keep.alive.interval.ms", "2000");
        return CaptureSource.start(
                new Capture(shipped.name(), properties, shipped.dialect(), shipped.lostLog()),
                opening,
                position,
                new MariaDbSettings.CatalogMarks(catalog));
    }

    @Override
    public void sample(SourceOpening opening, long rowsPerOriginMax, Consumer<SourceItem> rows) throws SourceException {
        settings.sample(opening, rowsPerOriginMax, rows);
    }
}

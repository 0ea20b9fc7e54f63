package org.huzheng.adapter.pace;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * What an adapter may ask of its register, the same for every kind of source.
 *
 * @param rowsPerSecondMax rows taken from the source in a second; 0 for no limit
 * @param quietHours when the register is left alone
 */
public record Pace(int rowsPerSecondMax, QuietHours quietHours) {
    /** As fast as it goes, at any time. */
    public static final Pace UNLIMITED = new Pace(0, QuietHours.NONE);

    public Pace {
        Objects.requireNonNull(quietHours, "quietHours");
        if (rowsPerSecondMax < 0) {
            throw new IllegalArgumentException("rowsPerSecondMax: expected at least 0, found " + rowsPerSecondMax);
        }
    }

    /** Whether these are quiet hours for what a source reads. */
    public boolean isQuietFor(SourceSettings.Reads reads, Instant now) {
        return quietHours.contains(now)
                && switch (reads) {
                    case REGISTER -> true;
                    case LOG -> quietHours.forLogs();
                    case NOTHING -> false;
                };
    }

    /** Reads {@code pace} of an adapter's configuration file. */
    public static Pace read(Optional<SettingsNode> settings) throws SettingsException {
        if (settings.isEmpty()) {
            return UNLIMITED;
        }
        SettingsNode pace = settings.get();
        pace.allowOnly("rowsPerSecondMax", "quietHours", "quietDays", "quietZone", "quietForLogs");
        long rows = pace.numberOr("rowsPerSecondMax", 0);
        if (rows < 0 || rows > Integer.MAX_VALUE) {
            throw pace.required("rowsPerSecondMax").refused("0, for no limit, to " + Integer.MAX_VALUE, "" + rows);
        }
        return new Pace(Math.toIntExact(rows), QuietHours.read(pace));
    }
}

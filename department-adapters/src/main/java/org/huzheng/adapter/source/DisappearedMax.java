package org.huzheng.adapter.source;

import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * How much may be gone from one complete reading of a source to the next. A full dump, a snapshot or a full read that lacks more is more likely cut
 * short, read without the right to see everything, or of a table emptied by mistake, than true.
 *
 * @param percent of the records there were, from 0 to 100
 */
public record DisappearedMax(int percent) {
    /** Name of the setting. */
    public static final String SETTING = "disappearedPercentMax";

    /** Where nothing is said. */
    public static final DisappearedMax DEFAULT = new DisappearedMax(10);

    private static final int WHOLE = 100;

    public DisappearedMax {
        if (percent < 0 || percent > WHOLE) {
            throw new IllegalArgumentException(SETTING + ": expected 0 to " + WHOLE + ", found " + percent);
        }
    }

    /** The setting as a source states it. */
    public static DisappearedMax in(SettingsNode source) throws SettingsException {
        return new DisappearedMax(source.integerOr(SETTING, DEFAULT.percent));
    }

    /**
     * Whether more is gone than may be.
     *
     * @param known how many records there were; no more than these can be gone
     */
    public boolean isExceededBy(long gone, long known) {
        return Math.min(gone, known) * WHOLE > known * percent;
    }
}

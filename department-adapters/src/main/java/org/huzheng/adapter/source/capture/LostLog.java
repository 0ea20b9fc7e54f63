package org.huzheng.adapter.source.capture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** What to do when the log no longer holds what was not read yet. */
public enum LostLog {
    /** Stop and say so: somebody decides. */
    STOP,
    /** Read everything anew. What is unchanged publishes nothing; what has disappeared is withdrawn. */
    SNAPSHOT;

    /** The words of the setting. */
    public static final List<String> WORDS = Arrays.stream(values())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Name of the setting. */
    public static final String SETTING = "whenLogIsLost";

    /** What a message says at its end. */
    public static final String WAY_OUT =
            "; changes made in between cannot be read from the log. To read everything anew, set "
                    + SETTING
                    + ": snapshot and start the adapter: what is unchanged publishes nothing, what has disappeared is"
                    + " withdrawn";

    /** The setting as a source states it; by default the adapter stops. */
    public static LostLog in(SettingsNode source) throws SettingsException {
        Optional<SettingsNode> setting = source.optional(SETTING);
        return setting.isPresent() ? setting.get().as("one of " + WORDS, LostLog::of) : STOP;
    }

    private static LostLog of(String word) {
        if (!WORDS.contains(word)) {
            throw new IllegalArgumentException(SETTING + ": expected one of " + WORDS + ", found " + word);
        }
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

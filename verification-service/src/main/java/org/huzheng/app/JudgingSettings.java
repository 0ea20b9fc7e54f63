package org.huzheng.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/**
 * How an instance judges.
 *
 * @param state directory of the stores; what is lost there is rebuilt from the topics
 * @param instance name of this instance, the same after a restart: its tasks wait for it instead of moving to others
 * @param commitInterval how often results become visible; an answer passes four commits
 * @param threads stream threads that judge
 */
public record JudgingSettings(Path state, Optional<String> instance, Duration commitInterval, int threads) {
    /** How often results become visible when nothing else is said. */
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(20);

    public JudgingSettings {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(instance, "instance");
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            throw new IllegalArgumentException("commitInterval: expected more than nothing, found " + commitInterval);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
    }

    /** The setting {@code judging} of the service. */
    static JudgingSettings read(SettingsNode judging) throws SettingsException {
        judging.allowOnly("state", "instance", "commitInterval", "threads");
        try {
            return new JudgingSettings(
                    judging.requiredFile("state"),
                    judging.optionalText("instance"),
                    judging.durationOr("commitInterval", DEFAULT_COMMIT_INTERVAL),
                    judging.integerOr("threads", 1));
        } catch (IllegalArgumentException e) {
            throw judging.refused("settings of judging", e);
        }
    }
}

package org.huzheng.adapter.source.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;

/** Settings of quick polling, for tests: small pages, so that paging is always at work. */
final class PolledSettings {
    static final Duration LOOK_BACK = Duration.ofSeconds(2);

    private PolledSettings() {}

    static JdbcSettings of(String url, String user, String watermark, Optional<Duration> fullReadInterval) {
        return of(url, user, new JdbcSettings.Columns(watermark, List.of()), fullReadInterval);
    }

    static JdbcSettings of(String url, String user, JdbcSettings.Columns columns, Optional<Duration> fullReadInterval) {
        return new JdbcSettings(
                url,
                user,
                "",
                columns,
                Map.of(),
                LOOK_BACK,
                10,
                Duration.ofMillis(50),
                new JdbcSettings.FullReads(fullReadInterval, DisappearedMax.DEFAULT),
                new JdbcSettings.Load(3, Duration.ofSeconds(5)),
                Optional.empty());
    }
}

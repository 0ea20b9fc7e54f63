package org.huzheng.adapter.source.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the settings of a polled database. */
public final class JdbcSettingsReader {
    private static final Duration LOOK_BACK = Duration.ofMinutes(1);
    private static final long LOOK_BACK_NUMBERS = 1_000;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE_ROWS = 5_000;

    private JdbcSettingsReader() {}

    /** Reads the {@code source} of a mapping file. */
    public static SourceSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind",
                "url",
                "user",
                "password",
                "watermark",
                "key",
                "tables",
                "lookBack",
                "lookBackNumbers",
                "pollInterval",
                "fullReadInterval",
                DisappearedMax.SETTING,
                "pageRows",
                "queryTimeout",
                "clockQuery");
        try {
            JdbcSettings.Columns columns =
                    new JdbcSettings.Columns(source.required("watermark").text(), source.textsOr("key", List.of()));
            return new JdbcSettings(
                    source.required("url").text(),
                    source.required("user").text(),
                    source.required("password").text(),
                    columns,
                    tables(source, columns),
                    source.durationOr("lookBack", LOOK_BACK),
                    source.numberOr("lookBackNumbers", LOOK_BACK_NUMBERS),
                    source.durationOr("pollInterval", POLL_INTERVAL),
                    new JdbcSettings.FullReads(
                            source.optional("fullReadInterval").isPresent()
                                    ? Optional.of(source.durationOr("fullReadInterval", Duration.ZERO))
                                    : Optional.empty(),
                            DisappearedMax.in(source)),
                    new JdbcSettings.Load(
                            source.integerOr("pageRows", PAGE_ROWS), source.durationOr("queryTimeout", QUERY_TIMEOUT)),
                    source.optionalText("clockQuery"));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a polled database", e);
        }
    }

    /** Settings for a look at a database of which nothing is polled. */
    public static JdbcSettings forALook(String url, String user, String password) {
        return new JdbcSettings(
                url,
                user,
                password,
                new JdbcSettings.Columns("", List.of()),
                Map.of(),
                LOOK_BACK,
                LOOK_BACK_NUMBERS,
                POLL_INTERVAL,
                new JdbcSettings.FullReads(Optional.empty(), DisappearedMax.DEFAULT),
                new JdbcSettings.Load(PAGE_ROWS, QUERY_TIMEOUT),
                Optional.empty());
    }

    private static Map<String, JdbcSettings.Columns> tables(SettingsNode source, JdbcSettings.Columns byDefault)
            throws SettingsException {
        Map<String, JdbcSettings.Columns> tables = new LinkedHashMap<>();
        Optional<SettingsNode> node = source.optional("tables");
        if (node.isPresent()) {
            for (Map.Entry<String, SettingsNode> table : node.get().entries().entrySet()) {
                table.getValue().allowOnly("watermark", "key");
                tables.put(
                        table.getKey(),
                        new JdbcSettings.Columns(
                                table.getValue().textOr("watermark", byDefault.watermark()),
                                table.getValue().textsOr("key", byDefault.key())));
            }
        }
        return tables;
    }
}

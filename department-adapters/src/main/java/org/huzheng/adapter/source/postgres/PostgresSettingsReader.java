package org.huzheng.adapter.source.postgres;

import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the settings of a PostgreSQL database whose changes are captured. */
public final class PostgresSettingsReader {
    private PostgresSettingsReader() {}

    /** Reads the {@code source} of a mapping file. */
    public static SourceSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind",
                "host",
                "port",
                "database",
                "user",
                "password",
                "slot",
                "publication",
                LostLog.SETTING,
                DisappearedMax.SETTING);
        try {
            return new PostgresSettings(
                    source.requiredHost("host"),
                    source.required("port").as("a port number", Integer::parseInt),
                    source.required("database").text(),
                    source.required("user").text(),
                    source.required("password").text(),
                    source.textOr("slot", ""),
                    source.textOr("publication", ""),
                    LostLog.in(source),
                    DisappearedMax.in(source));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a PostgreSQL capture", e);
        }
    }
}

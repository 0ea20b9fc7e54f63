package org.huzheng.adapter.source.mariadb;

import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.capture.LostLog;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the settings of a MariaDB database whose changes are captured. */
public final class MariaDbSettingsReader {
    private MariaDbSettingsReader() {}

    /** Reads the {@code source} of a mapping file. */
    public static SourceSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind",
                "host",
                "port",
                "user",
                "password",
                "serverId",
                "markTable",
                LostLog.SETTING,
                DisappearedMax.SETTING);
        try {
            return new MariaDbSettings(
                    source.requiredHost("host"),
                    source.required("port").as("a port number", Integer::parseInt),
                    source.required("user").text(),
                    source.required("password").text(),
                    source.required("serverId").as("a number from 1 to 4294967295", Long::parseLong),
                    source.textOr("markTable", ""),
                    LostLog.in(source),
                    DisappearedMax.in(source));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a MariaDB capture", e);
        }
    }
}

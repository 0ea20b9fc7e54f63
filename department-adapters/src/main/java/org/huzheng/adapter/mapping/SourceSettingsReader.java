package org.huzheng.adapter.mapping;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.filedrop.FileDropSettingsReader;
import org.huzheng.adapter.source.httppush.HttpPushSettings;
import org.huzheng.adapter.source.httppush.HttpPushSettingsReader;
import org.huzheng.adapter.source.jdbc.JdbcSettings;
import org.huzheng.adapter.source.jdbc.JdbcSettingsReader;
import org.huzheng.adapter.source.mariadb.MariaDbSettings;
import org.huzheng.adapter.source.mariadb.MariaDbSettingsReader;
import org.huzheng.adapter.source.nationalexchange.NationalExchangeSettings;
import org.huzheng.adapter.source.nationalexchange.NationalExchangeSettingsReader;
import org.huzheng.adapter.source.postgres.PostgresSettings;
import org.huzheng.adapter.source.postgres.PostgresSettingsReader;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the {@code source} of a mapping file; each kind of source has one line here and its reader beside it. */
final class SourceSettingsReader {
    private static final Map<String, Reader> READERS = new TreeMap<>(Map.of(
            FileDropSettings.KIND, FileDropSettingsReader::read,
            HttpPushSettings.KIND, HttpPushSettingsReader::read,
            JdbcSettings.KIND, JdbcSettingsReader::read,
            MariaDbSettings.KIND, MariaDbSettingsReader::read,
            NationalExchangeSettings.KIND, NationalExchangeSettingsReader::read,
            PostgresSettings.KIND, PostgresSettingsReader::read));

    private SourceSettingsReader() {}

    /** Reads the settings of one kind of source. */
    private interface Reader {
        SourceSettings read(SettingsNode source) throws SettingsException;
    }

    /** Kinds of source there are. */
    static Set<String> kinds() {
        return READERS.keySet();
    }

    static SourceSettings read(SettingsNode source) throws SettingsException {
        SettingsNode kind = source.required("kind");
        Reader reader = READERS.get(kind.text());
        if (reader == null) {
            throw kind.refused("one of " + kinds(), kind.text());
        }
        return reader.read(source);
    }
}

package org.huzheng.adapter.mapping;

import java.util.List;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.postgres.PostgresSettings;

/** Reads the {@code source} of a mapping file; each kind of source has one case here. */
final class SourceSettingsReader {
    private static final List<String> KINDS = List.of(FileDropSettings.KIND, PostgresSettings.KIND);

    private SourceSettingsReader() {}

    static SourceSettings read(SettingsNode source) throws SettingsException {
        SettingsNode kind = source.required("kind");
        return switch (kind.text()) {
            case FileDropSettings.KIND -> FileDropSettingsReader.read(source);
            case PostgresSettings.KIND -> postgres(source);
            default -> throw kind.refused("one of " + KINDS, kind.text());
        };
    }

    private static SourceSettings postgres(SettingsNode source) throws SettingsException {
        source.allowOnly("kind", "host", "port", "database", "user", "password", "slot", "publication");
        return new PostgresSettings(
                source.required("host").text(),
                source.required("port").as("a port number", Integer::parseInt),
                source.required("database").text(),
                source.required("user").text(),
                source.required("password").text(),
                source.textOr("slot", ""),
                source.textOr("publication", ""));
    }
}

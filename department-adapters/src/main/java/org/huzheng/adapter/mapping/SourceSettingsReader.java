package org.huzheng.adapter.mapping;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.filedrop.FileDropSettings;
import org.huzheng.adapter.source.httppush.HttpPushSettings;
import org.huzheng.adapter.source.httppush.HttpPushSettingsReader;
import org.huzheng.adapter.source.nationalexchange.NationalExchangeSettings;
import org.huzheng.adapter.source.nationalexchange.NationalExchangeSettingsReader;
import org.huzheng.adapter.source.postgres.PostgresSettings;

/** Reads the {@code source} of a mapping file; each kind of source has one case here. */
final class SourceSettingsReader {
    private static final List<String> KINDS =
            List.of(FileDropSettings.KIND, PostgresSettings.KIND, HttpPushSettings.KIND, NationalExchangeSettings.KIND);

    private static final Duration DEFAULT_SCAN_INTERVAL = Duration.ofMillis(200);

    private SourceSettingsReader() {}

    static SourceSettings read(SettingsNode source) throws SettingsException {
        SettingsNode kind = source.required("kind");
        return switch (kind.text()) {
            case FileDropSettings.KIND -> fileDrop(source);
            case PostgresSettings.KIND -> postgres(source);
            case HttpPushSettings.KIND -> HttpPushSettingsReader.read(source);
            case NationalExchangeSettings.KIND -> NationalExchangeSettingsReader.read(source);
            default -> throw kind.refused("one of " + KINDS, kind.text());
        };
    }

    private static SourceSettings fileDrop(SettingsNode source) throws SettingsException {
        source.allowOnly("kind", "directory", "archive", "encoding", "separator", "scanInterval");
        Path directory = source.directory().resolve(source.required("directory").text());
        Path archive = source.directory().resolve(source.required("archive").text());
        Charset encoding = source.required("encoding").as("one of " + FileDropSettings.ENCODINGS, Charset::forName);
        String separator = source.textOr("separator", ",");
        Optional<SettingsNode> scan = source.optional("scanInterval");
        Duration interval =
                scan.isPresent() ? scan.get().as("a duration such as PT5S", Duration::parse) : DEFAULT_SCAN_INTERVAL;
        try {
            return new FileDropSettings(
                    directory, archive, encoding, separator.length() == 1 ? separator.charAt(0) : '\0', interval);
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a file drop", e);
        }
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

package org.huzheng.adapter.source.filedrop;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.huzheng.adapter.source.SourceSettings;

/** Reads the settings of a drop directory. */
public final class FileDropSettingsReader {
    private static final Duration SCAN_INTERVAL = Duration.ofMillis(200);

    private FileDropSettingsReader() {}

    /** Reads the {@code source} of a mapping file. */
    public static SourceSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly("kind", "directory", "archive", "encoding", "separator", "scanInterval");
        Path directory = source.directory().resolve(source.required("directory").text());
        Path archive = source.directory().resolve(source.required("archive").text());
        Charset encoding = source.required("encoding").as("one of " + FileDropSettings.ENCODINGS, Charset::forName);
        String separator = source.textOr("separator", ",");
        Duration interval = source.durationOr("scanInterval", SCAN_INTERVAL);
        try {
            return new FileDropSettings(
                    directory, archive, encoding, separator.length() == 1 ? separator.charAt(0) : '\0', interval);
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a file drop", e);
        }
    }
}

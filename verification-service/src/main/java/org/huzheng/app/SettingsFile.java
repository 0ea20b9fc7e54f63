package org.huzheng.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;

/** A file of {@code key=value} lines that must be understood whole: a missing, malformed or unknown key is refused by name. */
final class SettingsFile {
    private final Path file;
    private final Map<String, String> values = new HashMap<>();
    private final TreeSet<String> unread = new TreeSet<>();

    private SettingsFile(Path file, Properties properties) {
        this.file = file;
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key).trim()));
        unread.addAll(values.keySet());
    }

    static SettingsFile read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SettingsException(
                    "settings file " + file + ": expected a readable file, found " + e.getMessage());
        }
        return new SettingsFile(file, properties);
    }

    String text(String key) {
        return optional(key)
                .orElseThrow(() ->
                        new SettingsException("setting " + key + ": expected a value in " + file + ", found none"));
    }

    Optional<String> optional(String key) {
        unread.remove(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    <T> T value(String key, String expected, Function<String, T> reading) {
        String text = text(key);
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new SettingsException(
                    "setting " + key + ": expected " + expected + " in " + file + ", found \"" + text + "\"");
        }
    }

    int number(String key, int otherwise) {
        return optional(key).isEmpty() ? otherwise : value(key, "a whole number", Integer::parseInt);
    }

    /** Every setting below a prefix, without the prefix. */
    Map<String, Object> below(String prefix) {
        Map<String, Object> found = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
                unread.remove(key);
            }
        });
        return found;
    }

    /** Refuses what nobody has asked for: it may be a misspelt key whose default would be used in silence. */
    void refuseUnread() {
        if (!unread.isEmpty()) {
            throw new SettingsException(
                    "settings " + unread + " in " + file + ": expected only known keys, found these");
        }
    }
}

package org.huzheng.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves references in settings, so that secrets and addresses stay out of the file: {@code ${env:NAME}} is an environment variable,
 * {@code ${file:PATH}} the stripped content of a file (relative to the settings file), {@code ${setting:NAME}} a value handed over by the
 * program that runs the adapter.
 */
public final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|setting):([^}]+)}");

    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, String> settings;

    /**
     * @param directory what relative file names are relative to
     * @param environment environment variables
     * @param settings values handed over by the program
     */
    public References(Path directory, Map<String, String> environment, Map<String, String> settings) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.environment = Map.copyOf(environment);
        this.settings = Map.copyOf(settings);
    }

    /** What relative file names in the settings are relative to. */
    public Path directory() {
        return directory;
    }

    /** The text with each reference replaced; empty if one leads nowhere. */
    Optional<String> resolve(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            Optional<String> value = valueOf(matcher.group(1), matcher.group(2));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(matcher.appendTail(resolved).toString());
    }

    /** Whether a text is one reference and nothing else. */
    static boolean isOne(String text) {
        return REFERENCE.matcher(text).matches();
    }

    private Optional<String> valueOf(String kind, String name) {
        return switch (kind) {
            case "env" -> Optional.ofNullable(environment.get(name));
            case "setting" -> Optional.ofNullable(settings.get(name));
            default -> contentOf(directory.resolve(name));
        };
    }

    private static Optional<String> contentOf(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            // The caller names the setting, which says more than the file system does.
            return Optional.empty();
        }
    }
}

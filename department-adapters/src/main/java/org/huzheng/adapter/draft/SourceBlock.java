package org.huzheng.adapter.draft;

import java.util.ArrayList;
import java.util.List;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** The lines of a mapping file that say where its rows come from. */
final class SourceBlock {
    private static final String NAME = "source";
    private static final String BEGINNING = NAME + ":";

    private SourceBlock() {}

    /** Of settings, one a line. */
    static List<String> of(List<String> settings) {
        List<String> lines = new ArrayList<>(List.of(BEGINNING));
        settings.forEach(setting -> lines.add("  " + setting));
        return lines;
    }

    /**
     * As they stand in a file, with comments, and with references that are not resolved.
     *
     * @throws SettingsException if they cannot be cut out of it
     */
    static List<String> in(String fileName, String yaml, References references) throws SettingsException {
        List<String> lines = new ArrayList<>();
        for (String line : yaml.replace("\uFEFF", "").lines().toList()) {
            if (lines.isEmpty() ? line.startsWith(BEGINNING) : isInside(line)) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                break;
            }
        }
        // What stands before the next setting is about that one.
        while (!lines.isEmpty() && isRemark(lines.get(lines.size() - 1))) {
            lines.remove(lines.size() - 1);
        }
        SettingsNode whole = SettingsNode.read(fileName, yaml, references).required(NAME);
        if (lines.isEmpty() || !isSame(whole, fileName, lines, references)) {
            throw whole.refused(
                    "the setting \"" + NAME + "\" as lines of its own that begin with " + BEGINNING
                            + " and refer to nothing outside of them",
                    "another form");
        }
        return lines;
    }

    private static boolean isInside(String line) {
        return line.isBlank() || line.startsWith("#") || Character.isWhitespace(line.charAt(0));
    }

    private static boolean isRemark(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static boolean isSame(SettingsNode whole, String fileName, List<String> lines, References references)
            throws SettingsException {
        SettingsNode cut = SettingsNode.read(fileName, String.join("\n", lines), references);
        return cut.required(NAME).toJson().equals(whole.toJson());
    }
}

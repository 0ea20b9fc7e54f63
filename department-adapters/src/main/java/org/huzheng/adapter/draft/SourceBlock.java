package org.huzheng.adapter.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.huzheng.settings.References;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** The lines of a mapping file that say where its rows come from. */
final class SourceBlock {
    private static final String NAME = "source";
    private static final String BEGINNING = NAME + ":";

    /** Path of a secret, or of one among several; not names of the register's, nor the place of a secret in an answer. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?!\\.(?:columns|tables|queries)\\.|\\.refresh\\.secret$)"
                    + ".*(?:password|secret|secrets(?:\\..*)?)");

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
     * @throws SettingsException if they cannot be cut out of it, or hold a secret
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
        requireNoSecret(whole, "");
        return lines;
    }

    private static boolean isInside(String line) {
        return line.isBlank() || line.startsWith("#") || Character.isWhitespace(line.charAt(0));
    }

    private static boolean isRemark(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static boolean isSame(SettingsNode whole, String fileName, List<String> lines, References references) {
        try {
            SettingsNode cut = SettingsNode.read(fileName, String.join("\n", lines), references);
            return cut.required(NAME).toJson().equals(whole.toJson());
        } catch (SettingsException e) {
            // Cut off before its end, with lines counted from another beginning: the caller says so of the whole.
            return false;
        }
    }

    /** What stands here is written into the draft, which others read. */
    private static void requireNoSecret(SettingsNode node, String name) throws SettingsException {
        if (node.isList()) {
            for (SettingsNode item : node.items()) {
                requireNoSecret(item, name);
            }
        } else if (node.isText()) {
            if (SECRET.matcher(name).matches() && !node.isReference()) {
                throw node.refused(
                        "a reference, since the draft repeats what stands here: put it into a file and write ${file:PATH}",
                        "the secret itself");
            }
        } else if (node.isSaid()) {
            for (Map.Entry<String, SettingsNode> entry : node.entries().entrySet()) {
                requireNoSecret(entry.getValue(), name + "." + entry.getKey());
            }
        }
    }
}

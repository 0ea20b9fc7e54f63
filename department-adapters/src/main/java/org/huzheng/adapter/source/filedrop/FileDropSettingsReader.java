package org.huzheng.adapter.source.filedrop;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.huzheng.adapter.source.DisappearedMax;
import org.huzheng.adapter.source.SourceSettings;
import org.huzheng.adapter.source.filedrop.format.FileFormat;
import org.huzheng.adapter.source.filedrop.format.UnpackLimits;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads the settings of a directory into which a department drops files. */
public final class FileDropSettingsReader {
    private static final Duration DEFAULT_SCAN_INTERVAL = Duration.ofMillis(200);
    private static final Duration DEFAULT_QUIET_TIME = Duration.ofSeconds(10);
    private static final List<String> FORMATS = List.of("csv", "fixed-width", "xlsx");
    private static final List<String> COMPLETIONS = List.of("renamed", "manifest", "sha256");
    private static final List<String> SILENCES = List.of("tells-nothing", "means-nothing-happened");
    private static final List<String> UNITS = List.of("bytes", "characters");
    private static final List<String> CONTENTS = List.of("changes", "full");
    private static final Pattern POSITIONS = Pattern.compile("(\\d{1,6})\\s*(?:-\\s*(\\d{1,6}))?");

    private FileDropSettingsReader() {}

    /** Reads the {@code source} of a mapping file. */
    public static SourceSettings read(SettingsNode source) throws SettingsException {
        source.allowOnly(
                "kind",
                "directory",
                "archive",
                "refused",
                "encoding",
                "format",
                "separator",
                "positions",
                "columns",
                "headerLines",
                "lines",
                "sheet",
                "headerRow",
                "complete",
                "content",
                DisappearedMax.SETTING,
                "unpackedBytesMax",
                "unpackedRatioMax",
                "quietTime",
                "scanInterval",
                "silence");
        Path archive = source.directory().resolve(source.required("archive").text());
        Path refused =
                source.optionalText("refused").map(source.directory()::resolve).orElse(archive.resolve("refused"));
        try {
            return new FileDropSettings(
                    source.directory().resolve(source.required("directory").text()),
                    archive,
                    refused,
                    format(source),
                    encoding(source),
                    Completion.valueOf(oneOf(source, "complete", COMPLETIONS).toUpperCase(Locale.ROOT)),
                    fullDumps(source),
                    unpackLimits(source),
                    source.durationOr("quietTime", DEFAULT_QUIET_TIME),
                    source.durationOr("scanInterval", DEFAULT_SCAN_INTERVAL),
                    Silence.valueOf(
                            oneOf(source, "silence", SILENCES).replace('-', '_').toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw source.refused("settings of a file drop", e);
        }
    }

    private static Charset encoding(SettingsNode source) throws SettingsException {
        // A workbook says its encoding itself.
        return source.optional("encoding").isEmpty() && "xlsx".equals(source.textOr("format", ""))
                ? StandardCharsets.UTF_8
                : source.required("encoding").as("one of " + FileDropSettings.ENCODINGS, Charset::forName);
    }

    private static FileFormat format(SettingsNode source) throws SettingsException {
        return switch (oneOf(source, "format", FORMATS)) {
            case "fixed-width" -> {
                refuse(source, "fixed-width", "separator", "sheet", "headerRow");
                yield fixedWidth(source);
            }
            case "xlsx" -> {
                refuse(source, "xlsx", "separator", "positions", "columns", "headerLines", "lines");
                yield new FileFormat.Xlsx(source.optionalText("sheet"), source.integerOr("headerRow", 1));
            }
            default -> {
                refuse(source, "csv", "positions", "columns", "headerLines", "lines", "sheet", "headerRow");
                String separator = source.textOr("separator", ",");
                yield new FileFormat.Csv(separator.length() == 1 ? separator.charAt(0) : '\0');
            }
        };
    }

    /** Refuses settings of another format: they would be ignored in silence. */
    private static void refuse(SettingsNode source, String format, String... others) throws SettingsException {
        for (String other : others) {
            Optional<SettingsNode> found = source.optional(other);
            if (found.isPresent()) {
                throw found.get().refused("no such setting for format " + format, "\"" + other + "\"");
            }
        }
    }

    private static FileFormat fixedWidth(SettingsNode source) throws SettingsException {
        SettingsNode positions = source.required("positions");
        String unit = positions.text();
        if (!UNITS.contains(unit)) {
            throw positions.refused("one of " + UNITS, unit);
        }
        List<FileFormat.Column> columns = new ArrayList<>();
        for (Map.Entry<String, SettingsNode> column :
                source.required("columns").entries().entrySet()) {
            columns.add(column.getValue().as("positions as 1-10", text -> column(column.getKey(), text)));
        }
        return new FileFormat.FixedWidth(
                FileFormat.Unit.valueOf(unit.toUpperCase(Locale.ROOT)),
                columns,
                source.integerOr("headerLines", 0),
                oneOf(source, "lines", List.of("full", "trimmed")).equals("trimmed"));
    }

    private static FileFormat.Column column(String name, String positions) {
        Matcher matcher = POSITIONS.matcher(positions.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("positions of column " + name);
        }
        int first = Integer.parseInt(matcher.group(1));
        return new FileFormat.Column(
                name, first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    private static Optional<FullDumps> fullDumps(SettingsNode source) throws SettingsException {
        if (oneOf(source, "content", CONTENTS).equals("changes")) {
            refuse(source, "with content: changes", DisappearedMax.SETTING);
            return Optional.empty();
        }
        return Optional.of(new FullDumps(DisappearedMax.in(source)));
    }

    private static UnpackLimits unpackLimits(SettingsNode source) throws SettingsException {
        return new UnpackLimits(
                source.numberOr("unpackedBytesMax", UnpackLimits.DEFAULT.bytesMax()),
                source.integerOr("unpackedRatioMax", UnpackLimits.DEFAULT.ratioMax()));
    }

    /** One of the texts allowed; the first of them if nothing is said. */
    private static String oneOf(SettingsNode source, String name, List<String> allowed) throws SettingsException {
        Optional<SettingsNode> found = source.optional(name);
        if (found.isEmpty()) {
            return allowed.get(0);
        }
        if (!allowed.contains(found.get().text())) {
            throw found.get().refused("one of " + allowed, found.get().text());
        }
        return found.get().text();
    }
}

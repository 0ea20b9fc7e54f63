package org.huzheng.adapter.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.huzheng.catalogue.Department;
import org.huzheng.event.StatedPerson;
import org.huzheng.schema.Unions;

/**
 * Writes the first draft of a mapping file. It proposes columns by their headings and never guesses what a code means: where nothing can be
 * proposed it says so with a {@code "?"}, which the check of the mapping then names.
 */
public final class MappingDraft {
    /** File the draft expects beside it, for editors. */
    public static final String SCHEMA_FILE = "mapping.schema.json";

    static final String UNKNOWN_COLUMN = "\"?\"";
    private static final String DEFAULT_SYMBOL = "UNKNOWN";
    /** Among them whatever YAML takes for the end of a line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private static final int CODES_SHOWN_MAX = 12;
    private static final int CODE_LENGTH_MAX = 6;
    private static final List<String> OPTIONAL_SETTINGS =
            List.of("validFrom", "validTo", "recordedAt", "legalBasis", "reason");

    private final SourceLook look;
    private final List<String> lines = new ArrayList<>();

    private MappingDraft(SourceLook look) {
        this.look = look;
    }

    /** The draft's text. */
    public static String of(Department department, Schema recordType, SourceLook look) {
        MappingDraft draft = new MappingDraft(look);
        draft.write(department, recordType);
        return String.join("\n", draft.lines) + "\n";
    }

    private void write(Department department, Schema recordType) {
        lines.add("# yaml-language-server: $schema=" + SCHEMA_FILE);
        lines.add("# Draft: " + inComment(look.from()) + " as " + recordType.getFullName() + " of " + department.code()
                + " (" + inComment(department.chineseName()) + "). Columns were proposed by their headings;");
        lines.add("# \"?\" stands where none looked like it. `huzheng adapter check` tells what is still wrong.");
        lines.add("department: " + department.code());
        lines.addAll(look.source());
        lines.add("records:");
        lines.add("  - from: " + quoted(look.from()));
        lines.add("    to: " + recordType.getFullName());
        lines.add("    # Column of the identity number of whose record it is.");
        lines.add("    key: " + columnOrUnknown("key"));
        lines.add("    # The record's id in the register; never an identity number.");
        lines.add("    recordId: " + recordId());
        version();
        change();
        for (String name : OPTIONAL_SETTINGS) {
            setting(name, "");
        }
        lines.add("    fields:");
        for (Schema.Field field : recordType.getFields()) {
            if (!field.name().equals("header")) {
                field(field);
            }
        }
        lines.add("# Columns: " + inComment(String.join(", ", look.columns().keySet())));
    }

    private String recordId() {
        if (look.primaryKey().size() == 1) {
            return quoted(look.primaryKey().get(0));
        }
        return look.primaryKey().isEmpty()
                ? columnOrUnknown("recordId")
                : "["
                        + String.join(
                                ", ",
                                look.primaryKey().stream()
                                        .map(MappingDraft::quoted)
                                        .toList()) + "]";
    }

    private void version() {
        if (look.hasPositions()) {
            setting("version", "Version the register counts; without it, the row's position in the source.");
        } else {
            lines.add(
                    "    # Version the register counts: rows of this source have no position that would tell old from new.");
            lines.add("    version: " + columnOrUnknown("version"));
        }
    }

    private void setting(String name, String about) {
        Optional<String> column = column(name);
        String comment = about.isEmpty() ? "" : "  # " + about;
        if (column.isPresent()) {
            lines.add("    " + name + ": " + value(column.get(), dateSteps(column.get(), name.equals("recordedAt")))
                    + comment);
        }
    }

    private void change() {
        column("changeType").ifPresent(column -> {
            lines.add("    changeType:");
            lines.add("      column: " + quoted(column));
            lines.add("      # Say which code of the register means what." + codesFound(column));
            lines.add(
                    "      codes: {\"?1\": CREATED, \"?2\": CORRECTED, \"?3\": ENDED, \"?4\": ANNULLED, \"?5\": REINSTATED}");
        });
        Optional<String> end = column("validTo");
        if (end.isPresent() && column("changeType").isEmpty()) {
            lines.add("    changeType: {endedBy: " + quoted(end.get()) + "}");
        }
    }

    private void field(Schema.Field field) {
        Schema type = Unions.valueOf(field.schema());
        boolean required = !field.hasDefaultValue();
        String comment = "  # " + (required ? "" : "optional: ") + inComment(String.valueOf(field.doc()));
        if (type.equals(StatedPerson.getClassSchema())) {
            person(field, comment);
            return;
        }
        Optional<String> column = column(field.name());
        String rule = rule(field, type, column.orElse("?"));
        String off = column.isEmpty() && !required ? "# " : "";
        lines.add("      " + off + field.name() + ": " + rule + comment
                + (type.getType() == Schema.Type.ENUM ? codesFound(column.orElse("?")) : ""));
    }

    private void person(Schema.Field field, String comment) {
        Optional<String> number = column(field.name() + ".number");
        Optional<String> name = column(field.name() + ".name");
        List<String> parts = new ArrayList<>();
        number.ifPresent(column -> parts.add("number: " + quoted(column)));
        name.ifPresent(column -> parts.add("name: " + quoted(column)));
        boolean required = !field.hasDefaultValue();
        if (parts.isEmpty()) {
            parts.add("number: " + UNKNOWN_COLUMN);
        }
        boolean proposed = number.isPresent() || name.isPresent() || required;
        lines.add("      " + (proposed ? "" : "# ") + field.name() + ": {person: {" + String.join(", ", parts) + "}}"
                + comment);
    }

    private String rule(Schema.Field field, Schema type, String column) {
        if (type.getType() == Schema.Type.ENUM) {
            return "{column: " + quoted(column) + ", codes: {" + symbols(type) + "}}";
        }
        if (type.getLogicalType() instanceof LogicalTypes.Date) {
            return value(column, dateSteps(column, false));
        }
        String name = field.name();
        Optional<String> step = Optional.empty();
        if (name.equals("identityNumber")
                || name.equals("regionCode")
                || name.equals("relationToHead")
                || name.equals("employerCode")) {
            step = Optional.of(
                    switch (name) {
                        case "regionCode" -> "region";
                        case "relationToHead" -> "relationCode";
                        case "employerCode" -> "creditCode";
                        default -> name;
                    });
        } else if (name.endsWith("Key")) {
            step = Optional.of("personKey");
        } else if (name.equals("month") && type.getType() == Schema.Type.INT) {
            step = Optional.of("yearMonth");
        }
        return value(column, step);
    }

    private static String symbols(Schema type) {
        List<String> codes = new ArrayList<>();
        for (String symbol : type.getEnumSymbols()) {
            if (!symbol.equals(DEFAULT_SYMBOL)) {
                codes.add("\"?" + (codes.size() + 1) + "\": " + symbol);
            }
        }
        return String.join(", ", codes);
    }

    /** The step for the form dates have in this column; none where it is the usual one. */
    private Optional<String> dateSteps(String column, boolean withTime) {
        Set<String> texts = look.textsOf(column);
        for (String pattern : List.of("yyyyMMdd", "yyyy/MM/dd", "yyyy/M/d", "yyyyMMddHHmmss", "yyyy/MM/dd HH:mm:ss")) {
            Pattern form = Pattern.compile(
                    pattern.replaceAll("\\b[Md]\\b", "[0-9]{1,2}").replaceAll("[yMdHms]", "[0-9]"));
            if (!texts.isEmpty()
                    && texts.stream()
                            .allMatch(text -> form.matcher(text.strip()).matches())) {
                boolean time = pattern.contains("HH");
                return Optional.of((time ? "timestamp:" : "date:") + pattern);
            }
        }
        boolean day = !texts.isEmpty() && texts.stream().allMatch(text -> text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
        return withTime && day ? Optional.of("date") : Optional.empty();
    }

    /** Codes as the register uses them, where the column holds few short texts: what a code list holds, not what a person's row holds. */
    private String codesFound(String column) {
        Set<String> texts = look.textsOf(column);
        boolean codes = !texts.isEmpty()
                && texts.size() <= CODES_SHOWN_MAX
                && texts.stream().allMatch(text -> text.length() <= CODE_LENGTH_MAX);
        return codes
                ? " Codes found: "
                        + inComment(
                                texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", ")))
                : "";
    }

    private Optional<String> column(String field) {
        return Headings.columnFor(field, look.columns().keySet());
    }

    private String columnOrUnknown(String field) {
        return column(field).map(MappingDraft::quoted).orElse(UNKNOWN_COLUMN);
    }

    private static String value(String column, Optional<String> step) {
        return step.isPresent() ? "{column: " + quoted(column) + ", as: " + quoted(step.get()) + "}" : quoted(column);
    }

    /** Plain where YAML takes it for a text as it stands. */
    static String quoted(String text) {
        boolean plain = text.matches("[\\p{IsHan}A-Za-z_][\\p{IsHan}A-Za-z0-9_.-]*")
                && !text.matches("(?i)y|n|yes|no|on|off|true|false|null");
        if (plain) {
            return text;
        }
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return "\""
                + CONTROL.matcher(escaped).replaceAll(found -> "\\\\u%04x"
                        .formatted((int) found.group().charAt(0)))
                + "\"";
    }

    /** A line break in a heading or value would end the comment. */
    static String inComment(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}

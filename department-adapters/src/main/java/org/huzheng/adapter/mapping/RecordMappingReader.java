package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.jspecify.annotations.Nullable;

/** Reads one item of a mapping file's {@code records} and checks it against the schema it is mapped to. */
final class RecordMappingReader {
    private final SettingsNode node;
    private final Schema schema;

    private RecordMappingReader(SettingsNode node, Schema schema) {
        this.node = node;
        this.schema = schema;
    }

    static RecordMapping read(SettingsNode node, Department department) throws SettingsException {
        node.allowOnly(
                "from",
                "to",
                "when",
                "key",
                "recordId",
                "version",
                "changeType",
                "validFrom",
                "validTo",
                "recordedAt",
                "legalBasis",
                "reason",
                "fields",
                "agreements",
                "rules");
        SettingsNode to = node.required("to");
        String named = to.text();
        Topic topic = department.recordTopics().stream()
                .filter(known -> known.recordType().getFullName().equals(named))
                .findFirst()
                .orElseThrow(() -> to.refused(
                        "a record type of " + department.code() + ", one of "
                                + department.recordTopics().stream()
                                        .map(known -> known.recordType().getFullName())
                                        .toList(),
                        named));
        return new RecordMappingReader(node, topic.recordType()).read(topic);
    }

    private RecordMapping read(Topic topic) throws SettingsException {
        List<FieldRule> fields = FieldRuleReader.read(node.required("fields"), schema);
        ChangeRule change = ChangeRuleReader.read(node.optional("changeType").orElse(null));
        ChangeRuleReader.requireEnd(node, change);
        return new RecordMapping(
                node.required("from").text(),
                schema,
                topic,
                condition(node),
                KeyRuleReader.read(node.required("key")),
                node.required("recordId").texts(),
                version(node.optional("version").orElse(null)),
                change,
                header("validFrom", LocalDate.class),
                header("validTo", LocalDate.class),
                header("recordedAt", Instant.class),
                header("legalBasis", String.class),
                header("reason", String.class),
                fields,
                agreements(),
                rules());
    }

    private static VersionRule version(@Nullable SettingsNode version) throws SettingsException {
        if (version == null) {
            return new VersionRule(Optional.empty());
        }
        ValueRule rule = ValueRuleReader.read(version, Transforms.INTEGER);
        if (rule.yields() != Long.class && rule.yields() != Instant.class) {
            throw version.refused("a whole number or a timestamp", rule.yields().getSimpleName());
        }
        return new VersionRule(Optional.of(rule));
    }

    private Optional<ValueRule> header(String name, Class<?> type) throws SettingsException {
        Optional<SettingsNode> setting = node.optional(name);
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        @Nullable
        Transform byDefault =
                type == LocalDate.class ? Transforms.ISO_DATE : type == Instant.class ? Transforms.TIMESTAMP : null;
        ValueRule rule = ValueRuleReader.read(setting.get(), byDefault);
        // A day is enough to say when something was recorded.
        boolean fits = rule.yields() == type || (type == Instant.class && rule.yields() == LocalDate.class);
        if (!fits) {
            throw setting.get()
                    .refused(
                            "steps that yield " + type.getSimpleName(),
                            rule.yields().getSimpleName());
        }
        return Optional.of(rule);
    }

    private List<Agreement> agreements() throws SettingsException {
        List<Agreement> agreements = new ArrayList<>();
        Optional<SettingsNode> settings = node.optional("agreements");
        for (SettingsNode item : settings.isPresent() ? settings.get().items() : List.<SettingsNode>of()) {
            item.allowOnly("identityNumber", "sex", "birthDate");
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : List.of("sex", "birthDate")) {
                Optional<SettingsNode> field = item.optional(name);
                if (field.isPresent()) {
                    fields.put(name, requireField(field.get()));
                }
            }
            agreements.add(new Agreement(
                    item.required("identityNumber").text(),
                    Optional.ofNullable(fields.get("sex")),
                    Optional.ofNullable(fields.get("birthDate"))));
        }
        return agreements;
    }

    private List<RowRule> rules() throws SettingsException {
        List<RowRule> rules = new ArrayList<>();
        Optional<SettingsNode> settings = node.optional("rules");
        for (SettingsNode item : settings.isPresent() ? settings.get().items() : List.<SettingsNode>of()) {
            item.allowOnly("when", "require", "field", "expected");
            rules.add(new RowRule(
                    condition(item),
                    ValueRuleReader.expression(item.required("require"), Expression.Type.BOOL),
                    item.required("field").text(),
                    item.required("expected").text()));
        }
        return rules;
    }

    /** Rows something is for. */
    private static Optional<Expression> condition(SettingsNode setting) throws SettingsException {
        Optional<SettingsNode> when = setting.optional("when");
        return when.isPresent()
                ? Optional.of(ValueRuleReader.expression(when.get(), Expression.Type.BOOL))
                : Optional.empty();
    }

    private String requireField(SettingsNode setting) throws SettingsException {
        if (schema.getField(setting.text()) == null) {
            throw setting.refused("a field of " + schema.getName(), setting.text());
        }
        return setting.text();
    }
}

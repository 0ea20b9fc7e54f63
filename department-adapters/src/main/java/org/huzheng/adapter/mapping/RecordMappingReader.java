package org.huzheng.adapter.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.huzheng.catalogue.Department;
import org.huzheng.catalogue.Topic;
import org.huzheng.catalogue.Topics;
import org.huzheng.event.ChangeType;
import org.huzheng.event.DocumentType;
import org.huzheng.event.StatedPerson;
import org.jspecify.annotations.Nullable;

/** Reads one item of a mapping file's {@code records} and checks it against the schema it is mapped to. */
final class RecordMappingReader {
    private static final String HEADER = "header";

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
                "agreements");
        SettingsNode to = node.required("to");
        List<String> allowed = Topics.recordTopicsOf(department).stream()
                .map(topic -> topic.schemas().get(0).getFullName())
                .toList();
        String named = to.text();
        Topic topic = Topics.recordTopicOf(named)
                .filter(found -> found.owner().equals(department.code()))
                .orElseThrow(() -> to.refused("a record type of " + department.code() + ", one of " + allowed, named));
        return new RecordMappingReader(node, topic.schemas().get(0)).read(topic);
    }

    private RecordMapping read(Topic topic) throws SettingsException {
        List<FieldRule> fields = fields(node.required("fields"));
        return new RecordMapping(
                node.required("from").text(),
                schema,
                topic,
                key(node.required("key")),
                node.required("recordId").texts(),
                version(node.optional("version").orElse(null)),
                change(node.optional("changeType").orElse(null)),
                header("validFrom", LocalDate.class),
                header("validTo", LocalDate.class),
                header("recordedAt", Instant.class),
                header("legalBasis", String.class),
                header("reason", String.class),
                fields,
                agreements());
    }

    private static KeyRule key(SettingsNode key) throws SettingsException {
        if (key.isText()) {
            return new KeyRule(List.of(keyColumn(key)), false);
        }
        key.allowOnly("firstOf", "allOf");
        if (key.entries().size() != 1) {
            throw key.refused(
                    "either firstOf or allOf", String.valueOf(key.entries().keySet()));
        }
        Optional<SettingsNode> all = key.optional("allOf");
        List<KeyRule.KeyColumn> columns = new ArrayList<>();
        for (SettingsNode column : (all.isPresent() ? all.get() : key.required("firstOf")).items()) {
            columns.add(keyColumn(column));
        }
        if (columns.isEmpty()) {
            throw key.refused("at least one column", "none");
        }
        return new KeyRule(columns, all.isPresent());
    }

    private static KeyRule.KeyColumn keyColumn(SettingsNode column) throws SettingsException {
        if (column.isText()) {
            return new KeyRule.KeyColumn(column.text(), Map.of());
        }
        column.allowOnly("column", "where");
        Map<String, String> where = new LinkedHashMap<>();
        for (Map.Entry<String, SettingsNode> condition :
                column.required("where").entries().entrySet()) {
            where.put(condition.getKey(), condition.getValue().text());
        }
        return new KeyRule.KeyColumn(column.required("column").text(), where);
    }

    private static VersionRule version(@Nullable SettingsNode version) throws SettingsException {
        if (version == null) {
            return new VersionRule(Optional.empty());
        }
        ValueRule rule = ValueRuleReader.read(version, Transform.of(Long.class, Numbers::integer));
        if (rule.yields() != Long.class && rule.yields() != Instant.class) {
            throw version.refused("a whole number or a timestamp", rule.yields().getSimpleName());
        }
        return new VersionRule(Optional.of(rule));
    }

    private static ChangeRule change(@Nullable SettingsNode change) throws SettingsException {
        if (change == null) {
            return new ChangeRule(Optional.empty(), Optional.empty(), ChangeType.ANNULLED);
        }
        change.allowOnly("column", "codes", "endedBy", "deleted");
        Optional<ValueRule> stated = Optional.empty();
        if (change.optional("column").isPresent()) {
            SettingsNode codes = change.required("codes");
            for (SettingsNode code : codes.entries().values()) {
                requireChange(
                        code,
                        List.of(
                                ChangeType.CREATED,
                                ChangeType.CORRECTED,
                                ChangeType.ENDED,
                                ChangeType.ANNULLED,
                                ChangeType.REINSTATED));
            }
            stated = Optional.of(ValueRule.ofColumn(change.required("column").text(), Transforms.codes(codes)));
        }
        Optional<SettingsNode> endedBy = change.optional("endedBy");
        Optional<SettingsNode> deleted = change.optional("deleted");
        return new ChangeRule(
                stated,
                endedBy.isPresent() ? Optional.of(endedBy.get().text()) : Optional.empty(),
                deleted.isPresent()
                        ? requireChange(deleted.get(), List.of(ChangeType.ANNULLED, ChangeType.ENDED))
                        : ChangeType.ANNULLED);
    }

    private static ChangeType requireChange(SettingsNode setting, List<ChangeType> allowed) throws SettingsException {
        String symbol = setting.text();
        return allowed.stream()
                .filter(change -> change.name().equals(symbol))
                .findFirst()
                .orElseThrow(() -> setting.refused("one of " + allowed, symbol));
    }

    private Optional<ValueRule> header(String name, Class<?> type) throws SettingsException {
        Optional<SettingsNode> setting = node.optional(name);
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        @Nullable
        Transform byDefault = type == LocalDate.class
                ? Transform.of(LocalDate.class, Dates::isoDate)
                : type == Instant.class ? Transform.of(Instant.class, Dates::timestamp) : null;
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

    private List<FieldRule> fields(SettingsNode settings) throws SettingsException {
        List<String> names = schema.getFields().stream()
                .map(Schema.Field::name)
                .filter(name -> !name.equals(HEADER))
                .toList();
        settings.allowOnly(names.toArray(String[]::new));
        Map<String, SettingsNode> given = settings.entries();
        List<FieldRule> rules = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            SettingsNode setting = given.get(field.name());
            if (setting != null) {
                rules.add(field(field, setting));
            } else if (!field.name().equals(HEADER) && !field.hasDefaultValue()) {
                throw settings.refused(
                        "the field \"" + field.name() + "\", which " + schema.getName() + " requires", "none");
            }
        }
        return rules;
    }

    private static FieldRule field(Schema.Field field, SettingsNode setting) throws SettingsException {
        FieldType type = FieldType.of(field.schema());
        if (type.schema().equals(StatedPerson.getClassSchema())) {
            return person(field, setting);
        }
        ValueRule rule = ValueRuleReader.read(setting, type.defaultTransform().orElse(null));
        if (!type.accepts(rule.yields())) {
            throw setting.refused(
                    "steps that yield " + type.takes().getSimpleName(),
                    rule.yields().getSimpleName());
        }
        ValueRuleReader.checkSymbols(type, rule, setting);
        return new FieldRule.Single(field, type, rule);
    }

    private static FieldRule person(Schema.Field field, SettingsNode setting) throws SettingsException {
        setting.allowOnly("person");
        SettingsNode person = setting.required("person");
        person.allowOnly("number", "name", "document");
        Optional<SettingsNode> number = person.optional("number");
        Optional<SettingsNode> name = person.optional("name");
        Optional<SettingsNode> document = person.optional("document");
        if (number.isEmpty() && name.isEmpty()) {
            throw person.refused("a column for number or name", "neither");
        }
        Optional<ValueRule> documentType = Optional.empty();
        if (document.isPresent()) {
            FieldType type = new FieldType(DocumentType.getClassSchema(), false);
            ValueRule rule = ValueRuleReader.read(document.get(), null);
            ValueRuleReader.checkSymbols(type, rule, document.get());
            documentType = Optional.of(rule);
        }
        return new FieldRule.Person(
                field,
                number.isPresent() ? Optional.of(number.get().text()) : Optional.empty(),
                name.isPresent() ? Optional.of(name.get().text()) : Optional.empty(),
                documentType);
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

    private String requireField(SettingsNode setting) throws SettingsException {
        if (schema.getField(setting.text()) == null) {
            throw setting.refused("a field of " + schema.getName(), setting.text());
        }
        return setting.text();
    }
}

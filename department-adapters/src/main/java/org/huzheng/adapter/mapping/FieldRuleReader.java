package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.huzheng.event.DocumentType;
import org.huzheng.event.Sex;
import org.huzheng.event.StatedPerson;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.huzheng.wire.Redaction;
import org.jspecify.annotations.Nullable;

/** Reads how the fields of a record are filled, and checks it against the record's schema. */
final class FieldRuleReader {
    private static final String HEADER = "header";
    private static final String ON_ERROR = "onError";

    private FieldRuleReader() {}

    static List<FieldRule> read(SettingsNode settings, Schema schema) throws SettingsException {
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
            return person(field, type, setting);
        }
        if (!setting.isText()) {
            setting.allowOnly(Stream.concat(ValueRuleReader.NAMES.stream(), Stream.of(ON_ERROR))
                    .toArray(String[]::new));
        }
        ValueRule rule = ValueRuleReader.readSource(setting, byDefault(field, type));
        if (!type.accepts(rule.yields())) {
            throw setting.refused(
                    "steps that yield " + type.takes().getSimpleName(),
                    rule.yields().getSimpleName());
        }
        ValueRuleReader.checkSymbols(type, rule, setting);
        boolean keeps = type.isText() && rule.source().yields() == String.class;
        return new FieldRule.Single(field, type, rule, onError(setting, type.optional(), keeps));
    }

    private static @Nullable Transform byDefault(Schema.Field field, FieldType type) {
        return isPersonsName(field, type)
                ? Transforms.NAME
                : type.defaultTransform().orElse(null);
    }

    /** Names of persons are personal data; those of employers and streets are not. */
    private static boolean isPersonsName(Schema.Field field, FieldType type) {
        return type.isText()
                && Redaction.isPersonal(field)
                && (field.name().equals("name") || field.name().endsWith("Name"));
    }

    private static OnError onError(SettingsNode setting, boolean mayBeBlank, boolean mayBeKept)
            throws SettingsException {
        Optional<SettingsNode> stated = setting.isText() ? Optional.empty() : setting.optional(ON_ERROR);
        if (stated.isEmpty()) {
            return OnError.REJECT;
        }
        List<String> allowed = new ArrayList<>(List.of("reject"));
        if (mayBeBlank) {
            allowed.add("blank");
        }
        if (mayBeKept) {
            allowed.add("keep");
        }
        String named = stated.get().text();
        if (!allowed.contains(named)) {
            throw stated.get().refused("one of " + allowed + ", which the field allows", named);
        }
        return OnError.valueOf(named.toUpperCase(Locale.ROOT));
    }

    private static FieldRule person(Schema.Field field, FieldType type, SettingsNode setting) throws SettingsException {
        setting.allowOnly("person", ON_ERROR);
        SettingsNode person = setting.required("person");
        person.allowOnly("number", "name", "document", "sex", "otherThan", "bornBefore");
        Optional<String> number = person.optionalText("number");
        Optional<String> name = person.optionalText("name");
        if (number.isEmpty() && name.isEmpty()) {
            throw person.refused("a column for number or name", "neither");
        }
        Optional<SettingsNode> document = person.optional("document");
        Optional<ValueRule> documentType = Optional.empty();
        if (document.isPresent()) {
            ValueRule rule = ValueRuleReader.read(document.get(), null);
            ValueRuleReader.checkSymbols(new FieldType(DocumentType.getClassSchema(), false), rule, document.get());
            documentType = Optional.of(rule);
        }
        return new PersonRule(
                field, number, name, documentType, limits(person), onError(setting, type.optional(), false));
    }

    private static PersonRule.Limits limits(SettingsNode person) throws SettingsException {
        Optional<SettingsNode> sex = person.optional("sex");
        List<String> symbols = List.of(Sex.MALE.name(), Sex.FEMALE.name());
        if (sex.isPresent() && !symbols.contains(sex.get().text())) {
            throw sex.get().refused("one of " + symbols, sex.get().text());
        }
        return new PersonRule.Limits(
                person.optionalText("sex").map(Sex::valueOf),
                person.optionalText("otherThan"),
                person.optionalText("bornBefore"));
    }
}

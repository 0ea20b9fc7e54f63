package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;
import org.jspecify.annotations.Nullable;

/** Reads where a value of a mapping file comes from. */
final class ValueRuleReader {
    private ValueRuleReader() {}

    /** A value: a column's name alone, or column or constant with steps. */
    static ValueRule read(SettingsNode setting, @Nullable Transform byDefault) throws SettingsException {
        List<Transform> steps = new ArrayList<>();
        if (setting.isText()) {
            if (byDefault != null) {
                steps.add(byDefault);
            }
            return new ValueRule(Optional.of(setting.text()), Optional.empty(), steps);
        }
        setting.allowOnly("column", "constant", "codes", "as");
        Optional<SettingsNode> constant = setting.optional("constant");
        Optional<SettingsNode> codes = setting.optional("codes");
        if (codes.isPresent()) {
            steps.add(Transforms.codes(codes.get()));
        }
        Optional<SettingsNode> as = setting.optional("as");
        if (as.isPresent()) {
            for (SettingsNode step : as.get().isList() ? as.get().items() : List.of(as.get())) {
                requireText(steps, step);
                steps.add(Transforms.named(step));
            }
        }
        boolean stillText = steps.isEmpty() || steps.get(steps.size() - 1).yields() == String.class;
        if (stillText && byDefault != null) {
            steps.add(byDefault);
        }
        if (constant.isPresent()) {
            if (setting.optional("column").isPresent()) {
                throw setting.refused("either a column or a constant", "both");
            }
            return new ValueRule(Optional.empty(), Optional.of(constant.get().text()), steps);
        }
        return new ValueRule(Optional.of(setting.required("column").text()), Optional.empty(), steps);
    }

    private static void requireText(List<Transform> before, SettingsNode step) throws SettingsException {
        if (!before.isEmpty() && before.get(before.size() - 1).yields() != String.class) {
            throw step.refused("no step after one that yields no text", "\"" + step.text() + "\"");
        }
    }

    /** Refuses a mapping that names a symbol the enum does not have, or the default that is never published. */
    static void checkSymbols(FieldType type, ValueRule rule, SettingsNode setting) throws SettingsException {
        if (type.symbols().isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>();
        rule.constant().ifPresent(named::add);
        for (Transform step : rule.steps()) {
            if (step instanceof Transforms.CodeTransform codes) {
                named.clear();
                named.addAll(codes.codes().values());
            }
        }
        for (String symbol : named) {
            if (!type.symbols().contains(symbol)) {
                throw setting.refused("symbols of " + type.symbols(), symbol);
            }
        }
    }
}

package org.huzheng.adapter.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.adapter.expression.ExpressionException;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.jspecify.annotations.Nullable;

/** Reads where a value of a mapping file comes from. */
final class ValueRuleReader {
    /** The names a value may have; a field's has one more. */
    static final List<String> NAMES = List.of("column", "constant", "expr", "codes", "as", "notBefore", "notAfter");

    private static final List<String> SOURCES = List.of("column", "constant", "expr");

    private ValueRuleReader() {}

    /** A value: a column's name alone, or column, constant or expression with steps. */
    static ValueRule read(SettingsNode setting, @Nullable Transform byDefault) throws SettingsException {
        if (!setting.isText()) {
            setting.allowOnly(NAMES.toArray(String[]::new));
        }
        return readSource(setting, byDefault);
    }

    /** A value whose other names were looked at by the caller. */
    static ValueRule readSource(SettingsNode setting, @Nullable Transform byDefault) throws SettingsException {
        List<Transform> steps = new ArrayList<>();
        if (setting.isText()) {
            if (byDefault != null) {
                steps.add(byDefault);
            }
            return new ValueRule(new ValueSource.Column(setting.text()), steps, Optional.empty());
        }
        ValueSource source = source(setting);
        Optional<SettingsNode> codes = setting.optional("codes");
        if (codes.isPresent()) {
            requireText(yielded(source, steps), codes.get(), "codes");
            steps.add(Transforms.codes(codes.get()));
        }
        Optional<SettingsNode> as = setting.optional("as");
        if (as.isPresent()) {
            for (SettingsNode step : as.get().isList() ? as.get().items() : List.of(as.get())) {
                requireText(yielded(source, steps), step, step.text());
                steps.add(Transforms.named(step));
            }
        }
        boolean stillText = yielded(source, steps) == String.class;
        if (stillText && byDefault != null) {
            steps.add(byDefault);
        }
        ValueRule rule = new ValueRule(source, steps, Optional.empty());
        return new ValueRule(source, steps, days(setting, rule.yields()));
    }

    private static ValueSource source(SettingsNode setting) throws SettingsException {
        List<String> given =
                setting.entries().keySet().stream().filter(SOURCES::contains).toList();
        if (given.size() != 1) {
            throw setting.refused("exactly one of " + SOURCES, given.isEmpty() ? "none" : given.toString());
        }
        SettingsNode text = setting.required(given.get(0));
        return switch (given.get(0)) {
            case "column" -> new ValueSource.Column(text.text());
            case "constant" -> new ValueSource.Constant(text.text());
            default ->
                new ValueSource.Computed(expression(
                        text,
                        Expression.Type.STRING,
                        Expression.Type.INT,
                        Expression.Type.BOOL,
                        Expression.Type.TIMESTAMP));
        };
    }

    /** An expression that yields one of these types. */
    static Expression expression(SettingsNode setting, Expression.Type... allowed) throws SettingsException {
        try {
            return Expression.compile(setting.text(), allowed);
        } catch (ExpressionException e) {
            throw setting.refused(e.expected(), e.found());
        }
    }

    private static Optional<DayRange> days(SettingsNode setting, Class<?> yields) throws SettingsException {
        Optional<SettingsNode> first = setting.optional("notBefore");
        Optional<SettingsNode> last = setting.optional("notAfter");
        if (first.isEmpty() && last.isEmpty()) {
            return Optional.empty();
        }
        if (yields != LocalDate.class) {
            throw setting.refused("notBefore and notAfter only of a date", yields.getSimpleName());
        }
        return Optional.of(new DayRange(day(first), day(last)));
    }

    /** A day as 2006-01-31, else the column that holds one. */
    private static Optional<DayRange.Day> day(Optional<SettingsNode> setting) throws SettingsException {
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        String text = setting.get().text();
        try {
            return Optional.of(new DayRange.Day.Stated(LocalDate.parse(text)));
        } catch (DateTimeException e) {
            return Optional.of(new DayRange.Day.InColumn(text));
        }
    }

    private static Class<?> yielded(ValueSource source, List<Transform> steps) {
        return steps.isEmpty() ? source.yields() : steps.get(steps.size() - 1).yields();
    }

    private static void requireText(Class<?> before, SettingsNode step, String name) throws SettingsException {
        if (before != String.class) {
            throw step.refused("no step after one that yields no text", "\"" + name + "\"");
        }
    }

    /** Refuses a mapping that names a symbol the enum does not have, or the default that is never published. */
    static void checkSymbols(FieldType type, ValueRule rule, SettingsNode setting) throws SettingsException {
        if (type.symbols().isEmpty()) {
            return;
        }
        List<String> named = new ArrayList<>();
        if (rule.source() instanceof ValueSource.Constant constant) {
            named.add(constant.text());
        }
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

package org.huzheng.adapter.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huzheng.adapter.expression.Expression;
import org.huzheng.event.ChangeType;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;
import org.jspecify.annotations.Nullable;

/** Reads how a row says what happened to its record. */
final class ChangeRuleReader {
    private static final List<ChangeType> CHANGES = Arrays.stream(ChangeType.values())
            .filter(change -> change != ChangeType.UNKNOWN)
            .toList();

    private ChangeRuleReader() {}

    static ChangeRule read(@Nullable SettingsNode change) throws SettingsException {
        if (change == null) {
            return new ChangeRule(Optional.empty(), Optional.empty(), ChangeType.ANNULLED);
        }
        change.allowOnly("column", "expr", "codes", "endedBy", "fixedTerm", "deleted");
        Optional<SettingsNode> deleted = change.optional("deleted");
        return new ChangeRule(
                stated(change),
                change.optionalText("endedBy"),
                deleted.isPresent()
                        ? required(deleted.get(), List.of(ChangeType.ANNULLED, ChangeType.ENDED))
                        : ChangeType.ANNULLED);
    }

    /**
     * Requires that a mapping which says until when a record is so also says what ends it: else a record that ended long ago would be published as
     * created.
     *
     * @param record one item of the mapping file
     * @throws SettingsException if it names a last day and neither what ends the record nor that its term was fixed
     */
    static void requireEnd(SettingsNode record, ChangeRule rule) throws SettingsException {
        Optional<SettingsNode> validTo = record.optional("validTo");
        Optional<SettingsNode> change = record.optional("changeType");
        boolean fixedTerm = change.isPresent() && change.get().truthOr("fixedTerm", false);
        if (validTo.isPresent() && !fixedTerm && !rule.tellsEnd()) {
            throw validTo.get()
                    .refused(
                            "beside it what ends the record, changeType.endedBy or a code for ENDED, or"
                                    + " changeType.fixedTerm: true where reaching the last day ends nothing",
                            "none of them");
        }
    }

    private static Optional<ValueRule> stated(SettingsNode change) throws SettingsException {
        Optional<SettingsNode> column = change.optional("column");
        Optional<SettingsNode> expr = change.optional("expr");
        if (column.isPresent() && expr.isPresent()) {
            throw change.refused("either a column or an expr", "both");
        }
        if (column.isPresent()) {
            ValueSource source = new ValueSource.Column(column.get().text());
            return Optional.of(ValueRule.of(source, codes(change.required("codes"))));
        }
        if (expr.isEmpty()) {
            return Optional.empty();
        }
        ValueSource source = new ValueSource.Computed(ValueRuleReader.expression(expr.get(), Expression.Type.STRING));
        Optional<SettingsNode> codes = change.optional("codes");
        // Without a list of codes the expression itself says CREATED, CORRECTED, ENDED, ANNULLED or REINSTATED.
        return Optional.of(ValueRule.of(source, codes.isPresent() ? codes(codes.get()) : symbols()));
    }

    private static Transform codes(SettingsNode codes) throws SettingsException {
        for (SettingsNode code : codes.entries().values()) {
            required(code, CHANGES);
        }
        return Transforms.codes(codes);
    }

    private static Transform symbols() {
        Map<String, String> symbols =
                CHANGES.stream().map(Enum::name).collect(Collectors.toMap(name -> name, name -> name));
        return new Transforms.CodeTransform(symbols);
    }

    private static ChangeType required(SettingsNode setting, List<ChangeType> allowed) throws SettingsException {
        String symbol = setting.text();
        return allowed.stream()
                .filter(change -> change.name().equals(symbol))
                .findFirst()
                .orElseThrow(() -> setting.refused("one of " + allowed, symbol));
    }
}

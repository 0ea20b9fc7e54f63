package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.huzheng.adapter.settings.SettingsException;
import org.huzheng.adapter.settings.SettingsNode;

/** Reads whose record it is. */
final class KeyRuleReader {
    private KeyRuleReader() {}

    static KeyRule read(SettingsNode key) throws SettingsException {
        if (key.isText()) {
            return new KeyRule(List.of(column(key)), false);
        }
        key.allowOnly("firstOf", "allOf");
        if (key.entries().size() != 1) {
            throw key.refused(
                    "either firstOf or allOf", String.valueOf(key.entries().keySet()));
        }
        Optional<SettingsNode> all = key.optional("allOf");
        List<KeyRule.KeyColumn> columns = new ArrayList<>();
        for (SettingsNode column : (all.isPresent() ? all.get() : key.required("firstOf")).items()) {
            columns.add(column(column));
        }
        if (columns.isEmpty()) {
            throw key.refused("at least one column", "none");
        }
        return new KeyRule(columns, all.isPresent());
    }

    private static KeyRule.KeyColumn column(SettingsNode column) throws SettingsException {
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
}

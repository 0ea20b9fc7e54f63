package org.huzheng.adapter.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.huzheng.settings.SettingsException;
import org.huzheng.settings.SettingsNode;

/** Reads whose record it is. */
final class KeyRuleReader {
    private static final Map<String, KeyRule.Under> UNDER = new TreeMap<>(
            Map.of("firstOf", KeyRule.Under.FIRST, "eachOf", KeyRule.Under.EACH, "allOf", KeyRule.Under.ALL));

    private KeyRuleReader() {}

    static KeyRule read(SettingsNode key) throws SettingsException {
        if (key.isText()) {
            return new KeyRule(List.of(column(key)), KeyRule.Under.FIRST);
        }
        key.allowOnly(UNDER.keySet().toArray(String[]::new));
        if (key.entries().size() != 1) {
            throw key.refused(
                    "exactly one of " + UNDER.keySet(),
                    String.valueOf(key.entries().keySet()));
        }
        String named = key.entries().keySet().iterator().next();
        List<KeyRule.KeyColumn> columns = new ArrayList<>();
        for (SettingsNode column : key.required(named).items()) {
            columns.add(column(column));
        }
        if (columns.isEmpty()) {
            throw key.refused("at least one column", "none");
        }
        return new KeyRule(columns, Objects.requireNonNull(UNDER.get(named), named));
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

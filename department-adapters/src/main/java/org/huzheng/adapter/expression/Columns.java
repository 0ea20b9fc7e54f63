package org.huzheng.adapter.expression;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row as expressions see it: every column a text, blank ones and the source's null the empty text. Copies nothing. */
final class Columns extends AbstractMap<String, String> {
    private final Map<String, @Nullable String> values;

    Columns(Map<String, @Nullable String> values) {
        this.values = values;
    }

    static String textOf(@Nullable String value) {
        return value == null || value.isBlank() ? "" : value;
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return values.containsKey(column);
    }

    @Override
    public @Nullable String get(@Nullable Object column) {
        String value = values.get(column);
        return value == null && !values.containsKey(column) ? null : textOf(value);
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((column, value) -> texts.put(column, textOf(value)));
        return texts.entrySet();
    }
}

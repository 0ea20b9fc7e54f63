package org.huzheng.codes;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one {@link Table}, by their code.
 *
 * @param <T> one row
 */
final class CodeList<T> {
    private final String standard;
    private final Map<String, T> rows;

    private CodeList(String standard, Map<String, T> rows) {
        this.standard = standard;
        this.rows = Collections.unmodifiableMap(rows);
    }

    static <T> CodeList<T> read(String standard, String resource, Function<List<String>, T> row) {
        Map<String, T> rows = new LinkedHashMap<>();
        for (List<String> cells : Table.rows(CodeList.class, resource)) {
            if (rows.put(cells.get(0), row.apply(cells)) != null) {
                throw new IllegalStateException(
                        resource + ": expected a new code, found \"" + String.join(",", cells) + "\"");
            }
        }
        return new CodeList<>(standard, rows);
    }

    T get(String code) {
        T row = rows.get(code);
        if (row == null) {
            throw new UnknownCodeException(standard, code);
        }
        return row;
    }

    @Nullable
    T find(String code) {
        return rows.get(code);
    }

    Collection<T> all() {
        return rows.values();
    }
}

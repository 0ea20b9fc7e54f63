package org.huzheng.codes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one resource file, by their code. The file's first line is its source, the second its column names; values hold no commas.
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
        List<String> lines = lines(resource);
        int columns = cells(lines.get(1)).size();
        for (String line : lines.subList(2, lines.size())) {
            List<String> cells = cells(line);
            if (cells.size() != columns || rows.put(cells.get(0), row.apply(cells)) != null) {
                throw new IllegalStateException(
                        resource + ": expected " + columns + " columns and a new code, found \"" + line + "\"");
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

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = CodeList.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + resource + ", found nothing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the resource " + resource, e);
        }
    }
}

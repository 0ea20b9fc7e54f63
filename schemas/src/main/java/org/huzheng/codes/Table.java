package org.huzheng.codes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a room's tables: comment lines that say where it is from, one line of column names, then rows. Values hold no commas. */
public final class Table {
    private Table() {}

    /**
     * The rows of a resource that lies beside a class.
     *
     * @throws IllegalStateException if it is missing or a row has another number of cells than there are columns
     */
    public static List<List<String>> rows(Class<?> beside, String resource) {
        String name = beside.getPackageName() + "/" + resource;
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + name + ", found none");
            }
            List<List<String>> rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            int columns = rows.get(0).size();
            for (List<String> row : rows) {
                if (row.size() != columns) {
                    throw new IllegalStateException(
                            name + ": expected " + columns + " cells, found \"" + String.join(",", row) + "\"");
                }
            }
            return rows.subList(1, rows.size());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " cannot be read", e);
        }
    }

    /** The words of a cell. */
    public static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }
}

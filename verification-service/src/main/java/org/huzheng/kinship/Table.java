package org.huzheng.kinship;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables of this package: comment lines, one line of column names, then rows. */
final class Table {
    private Table() {}

    /**
     * The rows of a resource.
     *
     * @throws IllegalStateException if it is missing or a row has another number of cells than there are columns
     */
    static List<List<String>> rows(String resource) {
        try (InputStream in = Table.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("expected resource org/huzheng/kinship/" + resource + ", found none");
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
                            resource + ": expected " + columns + " cells, found \"" + String.join(",", row) + "\"");
                }
            }
            return rows.subList(1, rows.size());
        } catch (IOException e) {
            throw new UncheckedIOException("resource org/huzheng/kinship/" + resource + " cannot be read", e);
        }
    }

    /** The words of a cell. */
    static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" ", -1));
    }
}

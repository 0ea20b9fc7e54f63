package org.huzheng.adapter.draft;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.huzheng.settings.SettingsException;

/**
 * What a table or file looks like.
 *
 * @param from table or file pattern, as a mapping names it
 * @param columns columns in their order, each with the texts its first rows hold
 * @param primaryKey columns of the primary key, as far as the source says
 * @param source lines of the mapping's {@code source}
 */
public record SourceLook(String from, Map<String, Set<String>> columns, List<String> primaryKey, List<String> source) {
    private static final int ROWS_LOOKED_AT = 200;

    public SourceLook {
        columns = new LinkedHashMap<>(columns);
        primaryKey = List.copyOf(primaryKey);
        source = List.copyOf(source);
    }

    /**
     * Looks at a CSV file with a header.
     *
     * @throws SettingsException if it cannot be read in this encoding or has no header
     */
    public static SourceLook ofCsv(Path file, Charset encoding, char separator) throws SettingsException {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(separator).ofCsvRecord(file, encoding)) {
            Iterator<CsvRecord> rows = reader.iterator();
            List<String> names = rows.hasNext() ? rows.next().getFields() : List.of();
            for (String name : names) {
                columns.put(name.replace("\uFEFF", "").strip(), new LinkedHashSet<>());
            }
            for (int row = 0; row < ROWS_LOOKED_AT && rows.hasNext(); row++) {
                Iterator<String> fields = rows.next().getFields().iterator();
                for (Set<String> texts : columns.values()) {
                    if (fields.hasNext()) {
                        texts.add(fields.next());
                    }
                }
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new SettingsException(file + ": expected a CSV file in " + encoding + ": " + e.getMessage(), e);
        }
        if (columns.isEmpty()) {
            throw new SettingsException(file + ": expected a header with the names of the columns, found nothing");
        }
        return new SourceLook(
                patternOf(file),
                columns,
                List.of(),
                List.of(
                        "kind: file-drop",
                        "# Where files are dropped, and where they go once they are published; relative to this file.",
                        "directory: drop",
                        "archive: archive",
                        "encoding: " + encoding.name(),
                        "separator: \"" + (separator == '\t' ? "\\t" : String.valueOf(separator)) + "\""));
    }

    /** Digits in a file's name are its day or number: the next file has others. */
    private static String patternOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.replaceAll("[0-9][0-9_-]*", "*");
    }

    /**
     * Looks at a table of a PostgreSQL database.
     *
     * @param table its name, with the schema before a point if it is not public
     * @throws SettingsException if there is no such table
     * @throws SQLException if the database cannot be read
     */
    public static SourceLook ofTable(Connection connection, String table, List<String> source)
            throws SettingsException, SQLException {
        String schema = table.contains(".") ? table.substring(0, table.indexOf('.')) : "public";
        String name = table.substring(table.indexOf('.') + 1);
        DatabaseMetaData data = connection.getMetaData();
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        try (ResultSet found = data.getColumns(null, schema, name, null)) {
            while (found.next()) {
                columns.put(found.getString("COLUMN_NAME"), new LinkedHashSet<>());
            }
        }
        if (columns.isEmpty()) {
            throw new SettingsException(table + ": expected a table this user may read, found none");
        }
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet found = data.getPrimaryKeys(null, schema, name)) {
            while (found.next()) {
                key.put(found.getInt("KEY_SEQ"), found.getString("COLUMN_NAME"));
            }
        }
        addRows(connection, schema, name, columns);
        return new SourceLook(schema + "." + name, columns, new ArrayList<>(key.values()), source);
    }

    private static void addRows(Connection connection, String schema, String table, Map<String, Set<String>> columns)
            throws SQLException, SettingsException {
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(ROWS_LOOKED_AT);
            String named = statement.enquoteIdentifier(schema, true) + "." + statement.enquoteIdentifier(table, true);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM " + named)) {
                while (rows.next()) {
                    for (Map.Entry<String, Set<String>> column : columns.entrySet()) {
                        String text = rows.getString(column.getKey());
                        column.getValue().add(text == null ? "" : text);
                    }
                }
            }
        }
    }

    /** Distinct texts of a column that are not blank. */
    Set<String> textsOf(String column) {
        Set<String> texts = new LinkedHashSet<>(columns.getOrDefault(column, Set.of()));
        texts.removeIf(String::isBlank);
        return texts;
    }

    /** Names the table and its columns; never what rows hold. */
    @Override
    public String toString() {
        return "SourceLook[" + from + ", " + columns.keySet() + "]";
    }
}

package org.huzheng.deploy.registers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Columns of a source in their order, as its table definition, {@code drop-files.yaml} or {@code posted-rows.yaml} lists them.
 *
 * @param columns names; the first is the record's id
 * @param charset character set of the file; UTF-8 for tables and JSON
 */
record Layout(List<String> columns, Charset charset) {
    private static final Pattern COLUMN = Pattern.compile("^ {4}([a-z_]+) +[a-z]+.*$", Pattern.MULTILINE);

    static Layout of(RegisterSource source) {
        return switch (source.medium()) {
            case TABLE -> ofTable(source);
            case FILE -> listedIn("drop-files.yaml", source);
            case POSTED -> listedIn("posted-rows.yaml", source);
        };
    }

    int indexOf(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("column: expected one of " + columns + ", found " + column);
        }
        return index;
    }

    /** Text of a resource of this package's folder. */
    static String resource(String name) {
        String path = "/registers/" + name;
        try (InputStream in =
                Objects.requireNonNull(Layout.class.getResourceAsStream(path), () -> "resource missing: " + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource unreadable: " + path, e);
        }
    }

    private static Layout ofTable(RegisterSource source) {
        String sql = resource(source.department().code() + ".sql");
        String opening = "CREATE TABLE IF NOT EXISTS " + source.place() + " (";
        int start = sql.indexOf(opening);
        if (start < 0) {
            throw new IllegalStateException("table definition: expected \"" + opening + "\", found none");
        }
        String body = sql.substring(start, sql.indexOf("\n);", start));
        return new Layout(
                COLUMN.matcher(body).results().map(match -> match.group(1)).toList(), StandardCharsets.UTF_8);
    }

    private static Layout listedIn(String list, RegisterSource source) {
        try {
            for (JsonNode file : new YAMLMapper().readTree(resource(list))) {
                if (file.path("department").asText().equals(source.department().code())
                        && file.path("prefix").asText().equals(source.place())) {
                    List<String> columns = new ArrayList<>();
                    file.path("columns").forEach(column -> columns.add(column.asText()));
                    return new Layout(
                            List.copyOf(columns),
                            Charset.forName(file.path("charset").asText("UTF-8")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("resource unreadable: " + list, e);
        }
        throw new IllegalStateException(list + ": expected an entry for " + source.label() + ", found none");
    }
}

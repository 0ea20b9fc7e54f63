package org.huzheng.adapter.draft;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which column likely fills a field: the one of the field's own name, else the one with a heading registers are known to use. */
final class Headings {
    private static final Map<String, List<String>> KNOWN = read();

    private Headings() {}

    /** The column for a field or setting, where one looks like it. */
    static Optional<String> columnFor(String field, Collection<String> columns) {
        Optional<String> same = columns.stream()
                .filter(column -> plain(column).equals(plain(field)))
                .findFirst();
        return same.or(() -> KNOWN.getOrDefault(field, List.of()).stream()
                .flatMap(heading ->
                        columns.stream().filter(column -> plain(column).equals(plain(heading))))
                .findFirst());
    }

    private static String plain(String name) {
        return name.replaceAll("[_\\s.-]", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        try (InputStream in = Headings.class.getResourceAsStream("headings.csv")) {
            if (in == null) {
                throw new IllegalStateException("expected the resource headings.csv, found nothing");
            }
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 2))
                    .forEach(cells -> known.put(cells[0], Arrays.asList(cells[1].split(" "))));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the resource headings.csv", e);
        }
        return known;
    }
}

package org.huzheng.presentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.huzheng.exchange.Relation;

/** What relations are called on certificates, in Chinese and English. */
final class RelationNames {
    private static final String RESOURCE = "relations.csv";
    private static final Map<Relation, List<String>> NAMES = read();

    private RelationNames() {}

    /**
     * Chinese and English name of a relation.
     *
     * @throws IllegalArgumentException if it has none
     */
    static List<String> of(Relation relation) {
        List<String> names = NAMES.get(relation);
        if (names == null) {
            throw new IllegalArgumentException("relation: expected one with a name, found " + relation);
        }
        return names;
    }

    private static Map<Relation, List<String>> read() {
        try (InputStream in = RelationNames.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected resource org/huzheng/presentation/" + RESOURCE + ", found none");
            }
            Map<Relation, List<String>> names = new EnumMap<>(Relation.class);
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .skip(2)
                    .map(line -> List.of(line.split(",", -1)))
                    .forEach(cells -> names.put(Relation.valueOf(cells.get(0)), cells.subList(1, 3)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("resource org/huzheng/presentation/" + RESOURCE + " cannot be read", e);
        }
    }
}

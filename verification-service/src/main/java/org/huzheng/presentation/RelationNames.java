package org.huzheng.presentation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huzheng.codes.Table;
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
        Map<Relation, List<String>> names = new EnumMap<>(Relation.class);
        for (List<String> cells : Table.rows(RelationNames.class, RESOURCE)) {
            names.put(Relation.valueOf(cells.get(0)), cells.subList(1, 3));
        }
        Set<Relation> unnamed = EnumSet.complementOf(EnumSet.of(Relation.UNKNOWN));
        unnamed.removeAll(names.keySet());
        if (!unnamed.isEmpty()) {
            throw new IllegalStateException(RESOURCE + ": expected a name of every relation, found none of " + unnamed);
        }
        return names;
    }
}

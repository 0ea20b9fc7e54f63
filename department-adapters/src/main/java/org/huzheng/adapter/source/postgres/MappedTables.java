package org.huzheng.adapter.source.postgres;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which tables were read. A table that was dropped and made anew under its name is another, and what lay in it before does not stand in the log.
 *
 * @param identifiers PostgreSQL's object identifiers, by the names of the tables
 */
record MappedTables(SortedMap<String, String> identifiers) {
    MappedTables(Map<String, String> identifiers) {
        this(new TreeMap<>(identifiers));
    }

    /** As they were written into a position; none where another version or kind of source left it. */
    static MappedTables read(String text) {
        return new MappedTables(text.lines()
                .filter(line -> line.indexOf(' ') > 0)
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[1], words -> words[0])));
    }

    /** One a line: identifier, name. */
    String write() {
        return identifiers.entrySet().stream()
                .map(table -> table.getValue() + " " + table.getKey())
                .collect(Collectors.joining("\n"));
    }

    /** A table that is now another than it was. */
    Optional<String> madeAnew(MappedTables now) {
        return now.identifiers.entrySet().stream()
                .filter(table -> !table.getValue().equals(identifiers.getOrDefault(table.getKey(), table.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether all these were among them. */
    boolean hold(MappedTables now) {
        return identifiers.entrySet().containsAll(now.identifiers.entrySet());
    }
}

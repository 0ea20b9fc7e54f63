package org.huzheng.adapter.draft;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.huzheng.adapter.source.SourceItem;
import org.huzheng.adapter.source.SourceRow;
import org.huzheng.adapter.source.UnreadableRow;
import org.jspecify.annotations.Nullable;

/** The first rows of a table or file, column by column. */
final class SampledRows implements Consumer<SourceItem> {
    /** How many rows are looked at. */
    static final int ROWS_MAX = 200;

    private final Map<String, Set<String>> columns = new LinkedHashMap<>();
    private Optional<UnreadableRow> unreadable = Optional.empty();

    /** Columns that are known before the first row; what rows name beyond them stands behind. */
    SampledRows(List<String> known) {
        known.forEach(this::textsOf);
    }

    @Override
    public void accept(SourceItem item) {
        if (item instanceof SourceRow row) {
            row.values().forEach(this::add);
        } else if (item instanceof UnreadableRow row && unreadable.isEmpty()) {
            unreadable = Optional.of(row);
        }
    }

    void add(String column, @Nullable String text) {
        Set<String> texts = textsOf(column);
        if (text != null && !text.isBlank()) {
            texts.add(text);
        }
    }

    private Set<String> textsOf(String column) {
        return columns.computeIfAbsent(column, name -> new LinkedHashSet<>());
    }

    /** Columns in their order, each with the texts the rows hold that are not blank. */
    Map<String, Set<String>> columns() {
        return columns;
    }

    /** What was found where no row could be read, for the message. */
    String found() {
        return unreadable
                .map(row -> row.origin() + ", " + row.location() + ": expected "
                        + row.rejection().expected() + ", found "
                        + row.rejection().foundShown().orElse("nothing"))
                .orElse("none");
    }
}

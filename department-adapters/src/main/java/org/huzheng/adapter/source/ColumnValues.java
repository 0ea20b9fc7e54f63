package org.huzheng.adapter.source;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of one row beside the names of the columns, which all rows of a table or file share. Never changes. */
public final class ColumnValues extends AbstractMap<String, @Nullable String> {
    private final Names names;
    private final @Nullable String[] values;

    /** Names of columns, in their order. Some that nobody reads may have the same name; one of them counts. */
    public static final class Names {
        private final List<String> distinct;
        private final Map<String, Integer> places = new HashMap<>();
        private final int[] placeOfColumn;

        public Names(List<String> columns) {
            this.distinct = List.copyOf(new LinkedHashSet<>(columns));
            this.placeOfColumn = new int[columns.size()];
            for (int place = 0; place < distinct.size(); place++) {
                places.put(distinct.get(place), place);
            }
            for (int column = 0; column < placeOfColumn.length; column++) {
                placeOfColumn[column] = places.getOrDefault(columns.get(column), -1);
            }
        }

        /**
         * A row of these columns.
         *
         * @param inOrder its values, one for each column in the order they were given
         */
        public ColumnValues values(@Nullable String[] inOrder) {
            if (inOrder.length != placeOfColumn.length) {
                throw new IllegalArgumentException(
                        "row: expected " + placeOfColumn.length + " values, found " + inOrder.length);
            }
            @Nullable String[] values = new String[distinct.size()];
            for (int column = 0; column < inOrder.length; column++) {
                values[placeOfColumn[column]] = inOrder[column];
            }
            return new ColumnValues(this, values);
        }
    }

    private ColumnValues(Names names, @Nullable String[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public @Nullable String get(@Nullable Object column) {
        Integer place = names.places.get(column);
        return place == null ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object column) {
        return names.places.containsKey(column);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Set<Entry<String, @Nullable String>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, @Nullable String>> {
        @Override
        public Iterator<Entry<String, @Nullable String>> iterator() {
            Iterator<String> columns = names.distinct.iterator();
            return new Iterator<>() {
                private int place;

                @Override
                public boolean hasNext() {
                    return columns.hasNext();
                }

                @Override
                public Entry<String, @Nullable String> next() {
                    return new SimpleImmutableEntry<>(columns.next(), values[place++]);
                }
            };
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Never the values. */
    @Override
    public String toString() {
        return "ColumnValues" + names.distinct;
    }
}

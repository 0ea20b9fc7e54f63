package org.huzheng.deploy.registers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as a department's system holds it.
 *
 * @param values text of every column in the layout's order, null where absent
 * @param spoiltColumn column that holds what its medium can carry and no reader takes, or {@link #NONE}: a byte no character set knows in a file, an
 *     object in place of a text in JSON
 */
record RegisterRow(List<@Nullable String> values, int spoiltColumn) {
    static final int NONE = -1;

    RegisterRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    static RegisterRow of(@Nullable String... values) {
        List<@Nullable String> list = new ArrayList<>(values.length);
        Collections.addAll(list, values);
        return new RegisterRow(list, NONE);
    }

    RegisterRow with(int column, String value) {
        List<@Nullable String> changed = new ArrayList<>(values);
        changed.set(column, value);
        return new RegisterRow(changed, spoiltColumn);
    }

    String required(int column) {
        String value = values.get(column);
        if (value == null) {
            throw new IllegalStateException("row: expected a value in column " + column + ", found none");
        }
        return value;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "RegisterRow[" + values.size() + " columns]";
    }
}

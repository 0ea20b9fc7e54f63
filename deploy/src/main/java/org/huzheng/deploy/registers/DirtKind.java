package org.huzheng.deploy.registers;

import java.util.Arrays;
import java.util.List;

/**
 * One line of {@code dirty-rows.csv}.
 *
 * @param source where it is planted
 * @param name name in reports
 * @param fault what is wrong
 * @param column column at fault, empty where it is the whole row
 * @param value value put there, empty where the fault makes it
 */
record DirtKind(RegisterSource source, String name, Fault fault, String column, String value) {
    private static final int FIELDS = 5;
    private static final int MISSING_COLUMNS = 2;

    /** What is wrong with a row. */
    enum Fault {
        REPLACED,
        CHECK_CHARACTER,
        SPOILT,
        MISSING_COLUMNS,
        CONFLICTING_DUPLICATE,
        EXACT_DUPLICATE
    }

    static DirtKind parse(String line) {
        List<String> fields = Arrays.asList(line.split(",", -1));
        if (fields.size() != FIELDS) {
            throw new IllegalStateException("dirty-rows.csv: expected " + FIELDS + " fields, found " + fields.size());
        }
        RegisterSource source = Arrays.stream(RegisterSource.values())
                .filter(each -> each.label().equals(fields.get(0)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("dirty-rows.csv: unknown source " + fields.get(0)));
        return new DirtKind(source, fields.get(1), Fault.valueOf(fields.get(2)), fields.get(3), fields.get(4));
    }

    /** Whether the adapter must quarantine the row; an exact duplicate it only leaves out. */
    boolean isDirty() {
        return fault != Fault.EXACT_DUPLICATE;
    }

    /** The dirty row made after a clean one. Duplicates keep its record id, others get one of their own. */
    RegisterRow soil(RegisterRow clean, Layout layout, long serial) {
        return switch (fault) {
            case EXACT_DUPLICATE -> clean;
            case CONFLICTING_DUPLICATE -> clean.with(layout.indexOf(column), value);
            case REPLACED -> renumbered(clean, serial).with(layout.indexOf(column), value);
            case CHECK_CHARACTER -> {
                int index = layout.indexOf(column);
                yield renumbered(clean, serial).with(index, withWrongCheck(clean.required(index)));
            }
            case SPOILT -> new RegisterRow(renumbered(clean, serial).values(), layout.indexOf(column));
            case MISSING_COLUMNS -> {
                RegisterRow row = renumbered(clean, serial);
                yield new RegisterRow(row.values().subList(0, row.values().size() - MISSING_COLUMNS), RegisterRow.NONE);
            }
        };
    }

    private RegisterRow renumbered(RegisterRow row, long serial) {
        return row.with(
                0,
                source.medium() == RegisterSource.Medium.TABLE
                        ? String.valueOf(serial)
                        : row.required(0) + "-" + serial);
    }

    private static String withWrongCheck(String number) {
        char check = number.charAt(number.length() - 1);
        char wrong = check == 'X' ? '0' : check == '9' ? 'X' : (char) (check + 1);
        return number.substring(0, number.length() - 1) + wrong;
    }
}

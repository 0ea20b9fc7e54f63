package org.huzheng.codes;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/**
 * A province, city or county, GB/T 2260: those of today and those merged or abolished since 1980, whose codes still stand in old records.
 *
 * <p>Dates come from editions of the list, so a change lies somewhere between two of them; the outermost day is taken, and a code that was right
 * on a day is never refused for that day. Counties of Taiwan and whatever changed after the last edition are not in the list.
 *
 * @param code six digits; a province ends in 0000, a city in 00
 * @param name own name, e.g. 南山区
 * @param fullName name from the province down, e.g. 广东省深圳市南山区
 * @param effectiveFrom first day on which the code may have been in force; empty when it is older than the first dated edition
 * @param effectiveTo last day on which it may have been in force; empty while it is
 */
public record Region(
        String code, String name, String fullName, Optional<LocalDate> effectiveFrom, Optional<LocalDate> effectiveTo) {
    private static final CodeList<Region> LIST = CodeList.read(
            "GB/T 2260",
            "gb-t-2260.csv",
            cells -> new Region(cells.get(0), cells.get(1), cells.get(2), day(cells.get(3)), day(cells.get(4))));

    /**
     * The region with this code, in force or not.
     *
     * @throws UnknownCodeException if the list has none
     */
    public static Region ofCode(String code) {
        return LIST.get(code);
    }

    /** The region with this code, in force or not; nothing where the list has none. */
    public static Optional<Region> find(String code) {
        return Optional.ofNullable(LIST.find(code));
    }

    /** The province a code of six digits lies in, whether or not the list has the county; nothing if no province has that prefix. */
    public static Optional<Region> provinceOf(String code) {
        return code.length() == 6 ? find(code.substring(0, 2) + "0000") : Optional.empty();
    }

    /** Every region of the list. */
    public static Collection<Region> all() {
        return LIST.all();
    }

    /** Whether this is a province, an autonomous region, a municipality or a special administrative region. */
    public boolean isProvince() {
        return code.endsWith("0000");
    }

    /** Whether the code may have been in force on this day. */
    public boolean isEffectiveOn(LocalDate day) {
        return effectiveFrom.filter(day::isBefore).isEmpty()
                && effectiveTo.filter(day::isAfter).isEmpty();
    }

    private static Optional<LocalDate> day(String cell) {
        return cell.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(cell));
    }
}

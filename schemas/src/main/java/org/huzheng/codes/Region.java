package org.huzheng.codes;

import java.util.Collection;
import java.util.Optional;

/**
 * A province, city or county, GB/T 2260-2007. The list holds every province, and of cities and counties those in use so far.
 *
 * @param code six digits; a province ends in 0000, a city in 00
 * @param name own name, e.g. 南山区
 * @param fullName name from the province down, e.g. 广东省深圳市南山区
 */
public record Region(String code, String name, String fullName) {
    private static final CodeList<Region> LIST = CodeList.read(
            "GB/T 2260-2007", "gb-t-2260.csv", cells -> new Region(cells.get(0), cells.get(1), cells.get(2)));

    /**
     * The region with this code.
     *
     * @throws UnknownCodeException if the list has none
     */
    public static Region ofCode(String code) {
        return LIST.get(code);
    }

    /** The region with this code, or nothing where the list has none. */
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
}

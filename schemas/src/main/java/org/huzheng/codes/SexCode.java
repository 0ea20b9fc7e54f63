package org.huzheng.codes;

import java.util.Collection;
import java.util.Optional;
import org.huzheng.event.Sex;

/**
 * A sex as registers code it, GB/T 2261.1-2003.
 *
 * @param code one digit
 * @param sex the sex stated; empty for the codes that state none
 * @param chinese name in the standard
 * @param english name in English
 */
public record SexCode(String code, Optional<Sex> sex, String chinese, String english) {
    private static final CodeList<SexCode> LIST = CodeList.read(
            "GB/T 2261.1-2003",
            "gb-t-2261-1.csv",
            cells -> new SexCode(cells.get(0), Sexes.ofLetter(cells.get(1)), cells.get(2), cells.get(3)));

    /**
     * The entry with this code.
     *
     * @throws UnknownCodeException if the list has none
     */
    public static SexCode ofCode(String code) {
        return LIST.get(code);
    }

    /** Every entry, by code. */
    public static Collection<SexCode> all() {
        return LIST.all();
    }
}

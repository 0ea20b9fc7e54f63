package org.huzheng.codes;

import java.util.Collection;
import java.util.Optional;
import org.huzheng.event.Sex;

/**
 * What a member of a household is to its head, GB/T 4761-2008. It says nothing about two members but through the head.
 *
 * @param code two digits
 * @param edition edition of the standard the code stands in; codes withdrawn in 2008 still stand in old registers
 * @param sex sex the relation implies, empty where it implies none
 * @param chinese name in the standard
 * @param english name in English
 */
public record RelationToHead(String code, int edition, Optional<Sex> sex, String chinese, String english) {
    private static final CodeList<RelationToHead> LIST = CodeList.read(
            "GB/T 4761-2008",
            "gb-t-4761-2008.csv",
            cells -> new RelationToHead(
                    cells.get(0),
                    Integer.parseInt(cells.get(1)),
                    Sexes.ofLetter(cells.get(2)),
                    cells.get(3),
                    cells.get(4)));

    /**
     * The relation with this code.
     *
     * @throws UnknownCodeException if the list has none
     */
    public static RelationToHead ofCode(String code) {
        return LIST.get(code);
    }

    /** Every relation, by code. */
    public static Collection<RelationToHead> all() {
        return LIST.all();
    }
}

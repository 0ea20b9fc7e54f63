package org.huzheng.adapter.validation;

import java.util.regex.Pattern;

/** Values of rows as people may see them: enough to find the row, not enough to know the value. */
public final class Masked {
    private static final int SHOWN_AT_ENDS = 1;

    /** Of any width. */
    private static final Pattern MANY_DIGITS = Pattern.compile("\\p{Nd}{6}");

    private Masked() {}

    /** The text, as it is unless so many digits stand together in it that they may be a number of somebody's. */
    public static String numbers(String text) {
        return MANY_DIGITS.matcher(text).find() ? ends(text) : text;
    }

    /** First and last character, and how many there are. */
    public static String ends(String value) {
        int[] characters = value.codePoints().toArray();
        if (characters.length <= 2 * SHOWN_AT_ENDS) {
            return "*".repeat(characters.length);
        }
        return new String(characters, 0, SHOWN_AT_ENDS)
                + "*".repeat(characters.length - 2 * SHOWN_AT_ENDS)
                + new String(characters, characters.length - SHOWN_AT_ENDS, SHOWN_AT_ENDS);
    }
}

package org.huzheng.adapter.validation;

/** Values of rows as people may see them: enough to find the row, not enough to know the value. */
public final class Masked {
    private static final int SHOWN_AT_ENDS = 1;

    private Masked() {}

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

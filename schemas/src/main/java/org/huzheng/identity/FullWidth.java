package org.huzheng.identity;

/** Full-width forms of ASCII, as Chinese keyboards and old systems give them (Unicode block Halfwidth and Fullwidth Forms). */
public final class FullWidth {
    private static final char FIRST = 0xFF01;
    private static final char LAST = 0xFF5E;
    private static final int OFFSET = 0xFEE0;
    private static final char BLANK = 0x3000;

    private FullWidth() {}

    /** The text in ordinary width. NFKC would do this too, and replace rare ideographs besides. */
    public static String ordinary(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = ordinary(characters[i]);
        }
        return new String(characters);
    }

    static char ordinary(char character) {
        if (character == BLANK) {
            return ' ';
        }
        return character >= FIRST && character <= LAST ? (char) (character - OFFSET) : character;
    }
}

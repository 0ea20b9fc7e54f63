package org.huzheng.identity;

/** How numbers are typed: full-width forms, surrounding blanks and lower case mean the same number. */
final class Characters {
    private Characters() {}

    static String normalise(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        char[] normal = new char[to - from];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = normalise(text.charAt(from + i));
        }
        return new String(normal);
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** A character as a message shows it: by its code point where it may not print. */
    static String show(char character) {
        return character > ' ' && character < 0x7F ? "'" + character + "'" : "U+%04X".formatted((int) character);
    }

    private static char normalise(char character) {
        char half = FullWidth.ordinary(character);
        return half >= 'a' && half <= 'z' ? (char) (half - 'a' + 'A') : half;
    }

    private static boolean isBlank(char character) {
        // The last two are not blanks to Java, but exports leave them at both ends of a field.
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || character == '\uFEFF'
                || character == '\u200B';
    }
}

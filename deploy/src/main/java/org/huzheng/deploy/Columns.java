package org.huzheng.deploy;

/** Columns on a console, where a Chinese character is two cells wide. */
final class Columns {
    private Columns() {}

    /** Cells a text takes. */
    static int widthOf(String text) {
        return text.codePoints().map(Columns::cellsOf).sum();
    }

    /** The text with blanks behind it up to a width in cells. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - widthOf(text)));
    }

    private static int cellsOf(int character) {
        boolean wide = Character.isIdeographic(character)
                || (character >= 0x3000 && character <= 0x30FF)
                || (character >= 0xFF01 && character <= 0xFF60);
        return wide ? 2 : 1;
    }
}

package org.huzheng.adapter.validation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;

/** Characters that nobody sees: two texts that differ in them look the same. */
public final class Invisible {
    private Invisible() {}

    /** The first of them in a text, with its place, in words. */
    public static Optional<String> firstIn(String text) {
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (is(characters[i])) {
                return Optional.of("at character " + (i + 1) + " is " + nameOf(characters[i]));
            }
        }
        return Optional.empty();
    }

    static boolean is(int character) {
        return switch (UCharacter.getType(character)) {
            case UCharacterCategory.CONTROL,
                    UCharacterCategory.FORMAT,
                    UCharacterCategory.SURROGATE,
                    UCharacterCategory.LINE_SEPARATOR,
                    UCharacterCategory.PARAGRAPH_SEPARATOR -> true;
            default -> UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }

    /** Code point and name. */
    static String nameOf(int character) {
        return "U+%04X %s".formatted(character, UCharacter.getExtendedName(character));
    }
}

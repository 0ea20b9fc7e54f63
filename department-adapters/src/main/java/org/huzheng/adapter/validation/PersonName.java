package org.huzheng.adapter.validation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.huzheng.identity.FullWidth;

/**
 * A person's name as the exchange writes it: NFC, without blanks around it, of the letters of one script. Full-width letters, signs and blanks, as
 * Chinese keyboards and old systems give them, become the ordinary ones; rare characters stay as they are. What cannot be seen, or is easily taken for another character, is refused with its code point: two departments that write the same name must write
 * the same characters (Unicode UAX #31 and UTS #39).
 */
public final class PersonName {
    /** What stands between the parts of a name of several parts, as in 阿卜杜拉·买买提. */
    private static final int MIDDLE_DOT = 0x00B7;

    // Bullet, hyphenation point, bullet operator, dot operator, Katakana middle dot, and its narrow form: keyboards and
    // old code tables give these.
    private static final Set<Integer> OTHER_DOTS = Set.of(0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65);
    private static final Set<Integer> BETWEEN_LETTERS = Set.of((int) ' ', (int) '-', (int) '\'', 0x2019, (int) '.');
    private static final int IDEOGRAPHIC_ZERO = 0x3007;
    private static final int FIRST_COMMON_IDEOGRAPH = 0x4E00;
    private static final int LAST_COMMON_IDEOGRAPH = 0x9FA5;
    private static final SpoofChecker LOOK_ALIKES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private PersonName() {}

    /**
     * The name as the exchange writes it.
     *
     * @throws RejectedValueException if it holds a character that no name should hold
     */
    public static String normalise(String field, String text) throws RejectedValueException {
        String name = stripped(text);
        if (isOfCommonIdeographs(name)) {
            return name;
        }
        int[] characters = Normalizer.normalize(FullWidth.ordinary(name), Normalizer.Form.NFC)
                .codePoints()
                .toArray();
        int script = scriptOf(characters);
        for (int i = 0; i < characters.length; i++) {
            boolean inside = i > 0 && i < characters.length - 1;
            if (inside && OTHER_DOTS.contains(characters[i])) {
                characters[i] = MIDDLE_DOT;
            }
            Optional<String> mistake = mistake(characters[i], script, inside);
            if (mistake.isPresent()) {
                throw refused(field, text, mistake.get(), characters[i], i + 1);
            }
        }
        return new String(characters, 0, characters.length);
    }

    /** What is wrong with a character of a name of this script, if anything is. */
    private static Optional<String> mistake(int character, int script, boolean inside) {
        if (Invisible.is(character)) {
            return Optional.of("no invisible character");
        }
        if (UCharacter.getType(character) == UCharacterCategory.PRIVATE_USE) {
            return Optional.of("characters of Unicode, none of private use");
        }
        if (character == MIDDLE_DOT || (script != UScript.HAN && BETWEEN_LETTERS.contains(character))) {
            // A Latin name may end with the point of an abbreviation.
            return inside || character == '.' ? Optional.empty() : Optional.of("letters at both ends");
        }
        if (script == UScript.HAN) {
            return isIdeograph(character) ? Optional.empty() : Optional.of("Chinese characters and · alone");
        }
        boolean letter = UCharacter.isLetter(character) && UScript.getScript(character) == script;
        return letter || isMark(character) ? Optional.empty() : Optional.of("letters of one script");
    }

    private static boolean isMark(int character) {
        int type = UCharacter.getType(character);
        return type == UCharacterCategory.NON_SPACING_MARK || type == UCharacterCategory.COMBINING_SPACING_MARK;
    }

    /** A unified ideograph; radicals and strokes only look like one. A plane of ideographs may have grown since this library was made. */
    private static boolean isIdeograph(int character) {
        return character == IDEOGRAPHIC_ZERO
                || UCharacter.hasBinaryProperty(character, UProperty.UNIFIED_IDEOGRAPH)
                || (character >= 0x20000
                        && character < 0x3FFFE
                        && UCharacter.getType(character) == UCharacterCategory.UNASSIGNED);
    }

    /** The script most letters are of, the first of them where two have as many. */
    private static int scriptOf(int[] characters) {
        Map<Integer, Integer> counts = new HashMap<>();
        int most = UScript.HAN;
        for (int character : characters) {
            int script = isIdeograph(character) ? UScript.HAN : UScript.getScript(character);
            if (script != UScript.COMMON && script != UScript.INHERITED && script != UScript.UNKNOWN) {
                int count = counts.merge(script, 1, Integer::sum);
                most = count > counts.getOrDefault(most, 0) ? script : most;
            }
        }
        return most;
    }

    private static boolean isOfCommonIdeographs(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < FIRST_COMMON_IDEOGRAPH || name.charAt(i) > LAST_COMMON_IDEOGRAPH) {
                return false;
            }
        }
        return true;
    }

    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static RejectedValueException refused(
            String field, String name, String expected, int character, int position) {
        String shown = Invisible.nameOf(character);
        String alike = LOOK_ALIKES.getSkeleton(Character.toString(character));
        boolean visible = !Invisible.is(character) && !alike.equals(Character.toString(character));
        return new RejectedValueException(Rejection.ofValue(
                Rule.NAME_CHARACTER,
                field,
                "a name of " + expected + "; at character " + position + " is " + shown
                        + (visible ? ", which looks like " + alike : ""),
                name));
    }
}

package org.huzheng.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.huzheng.codes.Region;
import org.huzheng.event.Sex;
import org.huzheng.identity.RefusedNumberException.Kind;
import org.huzheng.identity.RefusedNumberException.Rule;

/**
 * A resident identity number (公民身份号码), GB 11643-1999: six digits of region, eight of birth date, three of sequence (odd for men) and an
 * ISO 7064 MOD 11-2 check character. Residence permits of Hong Kong, Macao and Taiwan residents have the same form under the prefixes 81, 82
 * and 83. Its text form is redacted; {@link #value()} is the number.
 */
public final class ResidentIdentityNumber {
    private static final int LENGTH = 18;
    private static final Pattern FOREIGN_FORM = Pattern.compile("[A-Z]{3}[0-9]{12}|9[0-9]{16}[0-9X]");
    private static final int OLD_LENGTH = 15;
    private static final String OLD_CENTURY = "19";
    private static final int EARLIEST_BIRTH_YEAR = 1800;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private final String value;
    private final LocalDate birthDate;

    private ResidentIdentityNumber(String value, LocalDate birthDate) {
        this.value = value;
        this.birthDate = birthDate;
    }

    /**
     * Reads a number as people and old registers write it: full-width characters, surrounding blanks and a lower-case x are normalised, and a
     * number of 15 digits is lengthened (century 19, check character computed).
     *
     * @throws RefusedNumberException if it follows no form; the exception names the rule
     */
    public static ResidentIdentityNumber parse(String text) {
        String normal = Characters.normalise(text);
        refuseForeignForm(normal);
        String value = normal.length() == OLD_LENGTH ? lengthen(normal) : normal;
        if (value.length() != LENGTH) {
            throw refused(Rule.LENGTH, "15 or 18 characters", normal.length() + " characters", 0);
        }
        checkDigits(value, LENGTH - 1);
        char check = value.charAt(LENGTH - 1);
        if (!Characters.isDigit(check) && check != 'X') {
            throw refused(Rule.CHARACTER, "a digit or X", Characters.show(check), LENGTH);
        }
        checkRegion(value);
        LocalDate birthDate = birthDate(value);
        char expected = checkCharacter(value);
        if (check != expected) {
            throw refused(Rule.CHECK_CHARACTER, Characters.show(expected), Characters.show(check), LENGTH);
        }
        return new ResidentIdentityNumber(value, birthDate);
    }

    /**
     * The number these parts make, with its check character: for synthetic people.
     *
     * @param regionCode six digits, GB/T 2260
     * @param sequence 0 to 999, odd for men
     * @throws RefusedNumberException if the parts make no number
     * @throws IllegalArgumentException if the sequence is out of range
     */
    public static ResidentIdentityNumber of(String regionCode, LocalDate birthDate, int sequence) {
        if (sequence < 0 || sequence > 999) {
            throw new IllegalArgumentException("sequence: expected 0 to 999, found " + sequence);
        }
        String body = String.format(
                Locale.ROOT,
                "%s%04d%02d%02d%03d",
                regionCode,
                birthDate.getYear(),
                birthDate.getMonthValue(),
                birthDate.getDayOfMonth(),
                sequence);
        if (body.length() != LENGTH - 1) {
            throw refused(Rule.LENGTH, "17 characters before the check", body.length() + "", 0);
        }
        checkDigits(body, body.length());
        return parse(body + checkCharacter(body));
    }

    /** The 18 characters: personal data. */
    public String value() {
        return value;
    }

    /** Region of first registration, six digits, GB/T 2260; not necessarily where the person is registered now. */
    public String regionCode() {
        return value.substring(0, 6);
    }

    /** Date of birth the number holds. */
    public LocalDate birthDate() {
        return birthDate;
    }

    /** Sex the sequence says: odd for men. */
    public Sex sex() {
        return (value.charAt(16) - '0') % 2 == 1 ? Sex.MALE : Sex.FEMALE;
    }

    /** Whether it is the number of a residence permit of a Hong Kong, Macao or Taiwan resident. */
    public boolean isResidencePermit() {
        return isPermitPrefix(value);
    }

    /** The number with all but three digits at the front and two characters at the end hidden: what a certificate prints beside a birth date. */
    public String masked() {
        return value.substring(0, 3) + "*".repeat(LENGTH - 5) + value.substring(LENGTH - 2);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResidentIdentityNumber that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "ResidentIdentityNumber[redacted]";
    }

    private static String lengthen(String old) {
        checkDigits(old, OLD_LENGTH);
        if (isPermitPrefix(old)) {
            throw refused(Rule.LENGTH, "18 characters of a residence permit", "15 characters", 0);
        }
        String body = old.substring(0, 6) + OLD_CENTURY + old.substring(6);
        return body + checkCharacter(body);
    }

    private static void refuseForeignForm(String normal) {
        if (FOREIGN_FORM.matcher(normal).matches()) {
            throw refused(
                    Rule.FOREIGN_PERMANENT_RESIDENCE, "a resident identity number", "the form of another document", 0);
        }
    }

    private static void checkDigits(String digits, int count) {
        for (int i = 0; i < count; i++) {
            if (!Characters.isDigit(digits.charAt(i))) {
                throw refused(Rule.CHARACTER, "a digit", Characters.show(digits.charAt(i)), i + 1);
            }
        }
    }

    private static void checkRegion(String value) {
        if (!isPermitPrefix(value) && Region.provinceOf(value.substring(0, 6)).isEmpty()) {
            throw refused(Rule.REGION, "the prefix of a province, GB/T 2260, or 81, 82, 83", value.substring(0, 2), 1);
        }
    }

    private static boolean isPermitPrefix(String value) {
        return value.startsWith("81") || value.startsWith("82") || value.startsWith("83");
    }

    private static LocalDate birthDate(String value) {
        int year = Integer.parseInt(value, 6, 10, 10);
        if (year < EARLIEST_BIRTH_YEAR) {
            throw refused(Rule.BIRTH_DATE, "a year from " + EARLIEST_BIRTH_YEAR, value.substring(6, 10) + "****", 7);
        }
        try {
            return LocalDate.of(year, Integer.parseInt(value, 10, 12, 10), Integer.parseInt(value, 12, 14, 10));
        } catch (DateTimeException e) {
            // The cause repeats the whole date, so it is left out.
            throw refused(Rule.BIRTH_DATE, "a date of the calendar", "****" + value.substring(10, 14), 7);
        }
    }

    private static char checkCharacter(String digits) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return CHECK_CHARACTERS.charAt(sum % 11);
    }

    private static RefusedNumberException refused(Rule rule, String expected, String found, int position) {
        return new RefusedNumberException(Kind.IDENTITY_NUMBER, rule, expected, found, position);
    }
}

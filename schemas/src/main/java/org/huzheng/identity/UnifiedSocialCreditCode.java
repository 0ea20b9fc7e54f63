package org.huzheng.identity;

import org.huzheng.identity.RefusedNumberException.Kind;
import org.huzheng.identity.RefusedNumberException.Rule;

/**
 * A unified social credit code (统一社会信用代码) of an employer or an authority, GB 32100-2015: 17 characters and a check character of an alphabet
 * without I, O, S, V and Z. It names an organisation, so it is no personal data.
 *
 * @param value the 18 characters
 */
public record UnifiedSocialCreditCode(String value) {
    private static final int LENGTH = 18;
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int MODULUS = ALPHABET.length();
    private static final int FIRST_REGION_DIGIT = 2;
    private static final int AFTER_REGION = 8;

    /**
     * Checks the code.
     *
     * @throws RefusedNumberException if the value is not a code in its normal form
     */
    public UnifiedSocialCreditCode {
        if (value.length() != LENGTH) {
            throw refused(Rule.LENGTH, "18 characters", value.length() + " characters", 0);
        }
        char expected = checkCharacter(value);
        digit(value, LENGTH - 1);
        if (value.charAt(LENGTH - 1) != expected) {
            throw refused(
                    Rule.CHECK_CHARACTER, Characters.show(expected), Characters.show(value.charAt(LENGTH - 1)), LENGTH);
        }
    }

    /**
     * Reads a code as it is typed: full-width and lower-case characters and surrounding blanks are normalised.
     *
     * @throws RefusedNumberException if it is none; the exception names the rule
     */
    public static UnifiedSocialCreditCode parse(String text) {
        return new UnifiedSocialCreditCode(Characters.normalise(text));
    }

    /**
     * The code these characters make, with its check character: for synthetic organisations.
     *
     * @param body the first 17 characters
     * @throws RefusedNumberException if they make no code
     */
    public static UnifiedSocialCreditCode withCheckCharacter(String body) {
        if (body.length() != LENGTH - 1) {
            throw refused(Rule.LENGTH, "17 characters before the check", body.length() + " characters", 0);
        }
        return new UnifiedSocialCreditCode(body + checkCharacter(body));
    }

    /** Region of the registering authority, six digits, GB/T 2260. */
    public String regionCode() {
        return value.substring(FIRST_REGION_DIGIT, AFTER_REGION);
    }

    @Override
    public String toString() {
        return value;
    }

    private static char checkCharacter(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += weight * digit(code, i);
            weight = weight * 3 % MODULUS;
        }
        return ALPHABET.charAt((MODULUS - sum % MODULUS) % MODULUS);
    }

    private static int digit(String code, int index) {
        char character = code.charAt(index);
        boolean region = index >= FIRST_REGION_DIGIT && index < AFTER_REGION;
        int digit = region && !Characters.isDigit(character) ? -1 : ALPHABET.indexOf(character);
        if (digit < 0) {
            throw refused(
                    Rule.CHARACTER,
                    region ? "a digit of the region" : "one of " + ALPHABET,
                    Characters.show(character),
                    index + 1);
        }
        return digit;
    }

    private static RefusedNumberException refused(Rule rule, String expected, String found, int position) {
        return new RefusedNumberException(Kind.CREDIT_CODE, rule, expected, found, position);
    }
}

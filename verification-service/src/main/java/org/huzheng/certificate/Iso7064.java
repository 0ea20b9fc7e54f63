package org.huzheng.certificate;

/**
 * The hybrid check character system MOD 37,36 of ISO/IEC 7064 (GB/T 17710): one character of {@code 0-9A-Z} that betrays
 * every single wrong character and nearly every swap of neighbours.
 */
final class Iso7064 {
    static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final int MODULUS = ALPHABET.length();

    private Iso7064() {}

    /** The check character of {@code text}, which consists of {@code 0-9A-Z}. */
    static char mod3736(CharSequence text) {
        int carry = MODULUS;
        for (int i = 0; i < text.length(); i++) {
            int sum = (carry + value(text.charAt(i))) % MODULUS;
            carry = (sum == 0 ? MODULUS : sum) * 2 % (MODULUS + 1);
        }
        return ALPHABET.charAt((MODULUS + 1 - carry) % MODULUS);
    }

    private static int value(char character) {
        int value = ALPHABET.indexOf(character);
        if (value < 0) {
            throw new IllegalArgumentException("Expected one of 0-9A-Z, found code point " + (int) character);
        }
        return value;
    }
}

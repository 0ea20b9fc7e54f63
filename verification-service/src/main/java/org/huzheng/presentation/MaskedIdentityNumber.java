package org.huzheng.presentation;

import java.util.regex.Pattern;

/**
 * A resident identity number (GB 11643) as certificates show it: the first 3 and the last 4 characters with stars between,
 * {@code 110***********002X}.
 *
 * <p>Showing 6 and 4, as is common, gives the whole number away on a document that prints the birth date beside it. With 3 and
 * 4 the county stays hidden. That keeps a number from being copied off a page; it does not stand against somebody who knows
 * the birth date and tries the few regions that remain, so a certificate that need not show the number leaves the claim
 * out.
 *
 * @param text the masked number, 18 characters
 */
public record MaskedIdentityNumber(String text) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{17}[0-9X]");
    private static final Pattern MASKED = Pattern.compile("[0-9]{3}\\*{11}[0-9]{3}[0-9X]");
    private static final int SHOWN_FIRST = 3;
    private static final int SHOWN_LAST = 4;

    /** @throws IllegalArgumentException when the text is not a masked number; the message does not repeat it */
    public MaskedIdentityNumber {
        if (!MASKED.matcher(text).matches()) {
            throw new IllegalArgumentException("Masked identity number: expected 3 digits, 11 stars and 4 characters,"
                    + " found " + text.length() + " other characters");
        }
    }

    /**
     * Masks a normalised 18-character number.
     *
     * @throws IllegalArgumentException when it is not one; the message does not repeat it
     */
    public static MaskedIdentityNumber of(String identityNumber) {
        if (!NUMBER.matcher(identityNumber).matches()) {
            throw new IllegalArgumentException("Identity number: expected 17 digits and a check character, found "
                    + identityNumber.length() + " other characters");
        }
        int hidden = identityNumber.length() - SHOWN_FIRST - SHOWN_LAST;
        return new MaskedIdentityNumber(identityNumber.substring(0, SHOWN_FIRST)
                + "*".repeat(hidden)
                + identityNumber.substring(SHOWN_FIRST + hidden));
    }

    /** Even masked it belongs to a person. */
    @Override
    public String toString() {
        return "MaskedIdentityNumber[redacted]";
    }
}

package org.huzheng.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of everything about an employer: its unified social credit code after a word that no person's key can hold. An employer is no person and
 * its code is public, so that the key needs no secret.
 *
 * @param code the employer's code, GB 32100
 */
public record EmployerKey(UnifiedSocialCreditCode code) {
    // A person key is base64url, which has no colon.
    private static final String BEGINNING = "employer:";

    /**
     * Checks that the code is not a person's number.
     *
     * @throws IllegalArgumentException if the code is a resident identity number too: one of 31 identity numbers in the place of a code passes its check
     */
    public EmployerKey {
        if (isIdentityNumber(code)) {
            throw new IllegalArgumentException(
                    "employer: expected a credit code, found what is an identity number too");
        }
    }

    private static boolean isIdentityNumber(UnifiedSocialCreditCode code) {
        try {
            ResidentIdentityNumber.parse(code.value());
            return true;
        } catch (RefusedNumberException noNumber) {
            return false;
        }
    }

    /** The key of the employer a record names by this text; empty where there is none or it is no credit code, or may be a person's number. */
    public static Optional<EmployerKey> named(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            UnifiedSocialCreditCode code = UnifiedSocialCreditCode.parse(text);
            return isIdentityNumber(code) ? Optional.empty() : Optional.of(new EmployerKey(code));
        } catch (RefusedNumberException noCode) {
            return Optional.empty();
        }
    }

    /** Whether a key on a topic is an employer's, not a person's. */
    public static boolean isValue(String key) {
        return key.startsWith(BEGINNING);
    }

    /** The key as topics hold it, e.g. {@code employer:91350100M000100Y43}. */
    public String value() {
        return BEGINNING + code;
    }

    @Override
    public String toString() {
        return value();
    }
}

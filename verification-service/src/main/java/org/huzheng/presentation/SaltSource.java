package org.huzheng.presentation;

/** Gives each disclosure the salt that keeps its digest from being guessed (RFC 9901 section 4.2.1). */
@FunctionalInterface
public interface SaltSource {
    /**
     * The salt of one disclosure, at least 128 bits in base64url; the same for the same path every time.
     *
     * @param claimPath the disclosed claim, such as {@code applicant_name}
     */
    String saltFor(String claimPath);
}

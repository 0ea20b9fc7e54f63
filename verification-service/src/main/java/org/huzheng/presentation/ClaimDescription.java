package org.huzheng.presentation;

/**
 * What one claim of a certificate type means, as the type's metadata publishes it (SD-JWT VC, claim metadata).
 *
 * @param name name of the claim
 * @param zh label in Chinese
 * @param en label in English
 * @param selective whether the holder may leave it out
 */
public record ClaimDescription(String name, String zh, String en, boolean selective) {
    /** A claim everybody sees. */
    public static ClaimDescription disclosed(String name, String zh, String en) {
        return new ClaimDescription(name, zh, en, false);
    }

    /** A claim the holder may leave out. */
    public static ClaimDescription selective(String name, String zh, String en) {
        return new ClaimDescription(name, zh, en, true);
    }
}

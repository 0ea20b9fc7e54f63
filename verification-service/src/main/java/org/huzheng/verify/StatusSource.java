package org.huzheng.verify;

/** Where the verifier gets status lists from: the issuer's own store, or its address on the web. */
@FunctionalInterface
public interface StatusSource {
    /**
     * The list at {@code uri}, as its issuer signed it; the verifier checks the signature itself.
     *
     * @param uri the address the certificate names
     */
    Answer listAt(String uri);

    /** What came back. */
    sealed interface Answer {
        /**
         * A list was served.
         *
         * @param token the compact {@code statuslist+jwt}
         */
        record Served(String token) implements Answer {}

        /**
         * No list could be had.
         *
         * @param why for people, in English
         */
        record Unavailable(String why) implements Answer {}
    }
}

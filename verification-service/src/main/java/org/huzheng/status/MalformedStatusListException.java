package org.huzheng.status;

/** A status list, or a place in one, that is not what the Token Status List draft prescribes. */
public final class MalformedStatusListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedStatusListException(String where, String expected, String found) {
        super("%s: expected %s, found %s".formatted(where, expected, found));
    }
}

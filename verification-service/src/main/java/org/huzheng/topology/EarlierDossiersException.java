package org.huzheng.topology;

/** A dossier store that an earlier build wrote, whose rows do not say when they were appended: it must be built anew from the record topics. */
final class EarlierDossiersException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EarlierDossiersException(int expectedBytes, int foundBytes) {
        super("store " + Stores.DOSSIERS + ": expected rows whose keys end in " + expectedBytes
                + " bytes after the record id, found " + foundBytes
                + ": an earlier build wrote it; build it anew as docs/verifications.md says");
    }
}

package org.huzheng.status;

import java.util.Arrays;

/**
 * The statuses of up to {@link #SLOTS} certificates, two bits each (Token Status List, section 4). Every slot starts as
 * valid, so a slot without a certificate tells nothing.
 *
 * <p>Safe for use by any number of threads: readers take a {@link #snapshot} of one moment.
 */
public final class StatusList {
    /** Bits of an index. */
    public static final int INDEX_BITS = 17;

    /** Slots of a list: 131,072. */
    public static final int SLOTS = 1 << INDEX_BITS;

    static final int BITS = 2;

    private final String listId;
    private final byte[] packed = new byte[SLOTS * BITS / Byte.SIZE];

    /** A list in which everything is valid. */
    public StatusList(String listId) {
        StatusSlot.requireListId(listId);
        this.listId = listId;
    }

    /** The list's name, {@code P-N} as in {@link StatusSlot}. */
    public String listId() {
        return listId;
    }

    /**
     * Sets the status of one certificate.
     *
     * @return whether the list changed; setting the same status again is no change
     * @throws FinalStatusException when the certificate is invalid, which is for ever
     */
    public synchronized boolean set(int index, CredentialStatus status) {
        requireIndex(index);
        int before = PackedStatuses.read(packed, BITS, index);
        if (before == status.code()) {
            return false;
        }
        if (before == CredentialStatus.INVALID.code()) {
            throw new FinalStatusException(new StatusSlot(listId, index), status);
        }
        PackedStatuses.write(packed, BITS, index, status.code());
        return true;
    }

    /** The status of one certificate. */
    public synchronized CredentialStatus get(int index) {
        requireIndex(index);
        return CredentialStatus.ofCode(PackedStatuses.read(packed, BITS, index));
    }

    /** The list at this moment, untouched by later changes. */
    public synchronized PackedStatuses snapshot() {
        return new PackedStatuses(BITS, Arrays.copyOf(packed, packed.length));
    }

    static void requireIndex(int index) {
        if (index < 0 || index >= SLOTS) {
            throw new MalformedStatusListException("index", "0 to " + (SLOTS - 1), Integer.toString(index));
        }
    }
}

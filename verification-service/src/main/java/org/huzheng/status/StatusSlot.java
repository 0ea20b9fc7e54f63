package org.huzheng.status;

import java.util.regex.Pattern;

/**
 * The place of one certificate's status. It follows from where the decision lies in its topic, so no counter is shared and
 * issuing again after a crash finds the same place.
 *
 * @param listId {@code P-N}: the decision's partition and its offset divided by {@link StatusList#SLOTS}
 * @param index the low 17 bits of the offset
 */
public record StatusSlot(String listId, int index) {
    private static final Pattern LIST_ID = Pattern.compile("(0|[1-9][0-9]{0,9})-(0|[1-9][0-9]{0,18})");

    /** @throws MalformedStatusListException when the list id or the index cannot be one of ours */
    public StatusSlot {
        requireListId(listId);
        StatusList.requireIndex(index);
    }

    /**
     * The slot of the decision at {@code offset} of {@code partition}.
     *
     * @throws MalformedStatusListException when either is negative
     */
    public static StatusSlot of(int partition, long offset) {
        if (partition < 0 || offset < 0) {
            throw new MalformedStatusListException(
                    "decision", "partition and offset from 0", partition + " and " + offset);
        }
        return new StatusSlot(
                partition + "-" + (offset >> StatusList.INDEX_BITS), (int) (offset & (StatusList.SLOTS - 1)));
    }

    /**
     * The address of the list, which is also the subject of its signed token.
     *
     * @param listsUri where the lists are served, such as {@code https://issuer.example/v1/status-lists}
     */
    public String uri(String listsUri) {
        return listsUri + "/" + listId;
    }

    static void requireListId(String listId) {
        if (!LIST_ID.matcher(listId).matches()) {
            throw new MalformedStatusListException("list id", "partition-number such as 3-0", "\"" + listId + "\"");
        }
    }
}

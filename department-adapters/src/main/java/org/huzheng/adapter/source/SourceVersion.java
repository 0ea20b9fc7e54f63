package org.huzheng.adapter.source;

/**
 * Version of a row by its position in the source, ordered by epoch, then position. For one record it only grows: the source hands rows of
 * one record over in the order in which they came about.
 *
 * @param epoch counts up when positions start anew (a snapshot, the stream after it)
 * @param position position within the epoch: LSN, number of the file and of the row in it
 */
public record SourceVersion(int epoch, long position) implements Comparable<SourceVersion> {
    public SourceVersion {
        if (epoch < 0 || position < 0) {
            throw new IllegalArgumentException(
                    "source version: expected epoch and position of at least 0, found " + epoch + " and " + position);
        }
    }

    @Override
    public int compareTo(SourceVersion other) {
        int byEpoch = Integer.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(position, other.position);
    }
}

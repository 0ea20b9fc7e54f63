package org.huzheng.adapter.source.filedrop.format;

/**
 * How much a packed file may hold: a few kilobytes can unpack to more than any disk takes.
 *
 * @param bytesMax bytes in all, unpacked
 * @param ratioMax unpacked bytes for each packed one
 */
public record UnpackLimits(long bytesMax, int ratioMax) {
    /** For what a department drops: 64 GiB; text packs to a hundredth at best. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(64L << 30, 200);

    /** What is unpacked in any case: small files of blanks pack to almost nothing. */
    static final long FREE_BYTES = 4L << 20;

    public UnpackLimits {
        if (bytesMax < 1 || ratioMax < 1) {
            throw new IllegalArgumentException(
                    "limits of unpacking: expected at least 1 byte and a ratio of at least 1," + " found " + bytesMax
                            + " and " + ratioMax);
        }
    }

    long bytesMaxOf(long packedBytes) {
        return Math.min(bytesMax, Math.max(FREE_BYTES, packedBytes * ratioMax));
    }
}

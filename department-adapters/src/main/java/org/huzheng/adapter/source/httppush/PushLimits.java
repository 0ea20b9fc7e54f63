package org.huzheng.adapter.source.httppush;

import java.time.Duration;

/**
 * How much is taken at once.
 *
 * @param bodyBytesMax largest body of one request
 * @param bufferBytesMax bodies taken and not yet committed, all together, each row counted as somewhat more; what goes beyond is answered with 429
 * @param answerWithin how long a caller waits for the commit before it is told to send again
 */
public record PushLimits(int bodyBytesMax, long bufferBytesMax, Duration answerWithin) {
    /** Rows of one request: a body of the smallest ones would else fill the memory many times over. */
    static final int ROWS_MAX = 20_000;

    /** What a row counts in the buffer besides its bytes. */
    static final int ROW_BYTES = 256;

    /** Limits when nothing else is said. */
    public static final PushLimits DEFAULT = new PushLimits(4 << 20, 32 << 20, Duration.ofSeconds(30));

    public PushLimits {
        if (bodyBytesMax < 1) {
            throw new IllegalArgumentException("bodyBytesMax: expected at least 1, found " + bodyBytesMax);
        }
        if (bufferBytesMax < bodyBytesMax) {
            throw new IllegalArgumentException("bufferBytesMax: expected at least bodyBytesMax, " + bodyBytesMax
                    + ", or the largest request would never be taken; found " + bufferBytesMax);
        }
        if (answerWithin.isNegative() || answerWithin.isZero()) {
            throw new IllegalArgumentException("answerWithin: expected more than nothing, found " + answerWithin);
        }
    }
}

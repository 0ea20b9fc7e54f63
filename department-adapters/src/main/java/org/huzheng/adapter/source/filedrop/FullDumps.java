package org.huzheng.adapter.source.filedrop;

/**
 * That each file holds everything: it is compared with the one before, and what it no longer holds is gone.
 *
 * @param disappearedPercentMax how many percent of the records may be gone from one dump to the next; a dump that lacks more is refused as truncated
 */
public record FullDumps(int disappearedPercentMax) {
    public FullDumps {
        if (disappearedPercentMax < 0 || disappearedPercentMax > 100) {
            throw new IllegalArgumentException(
                    "disappearedPercentMax: expected 0 to 100, found " + disappearedPercentMax);
        }
    }
}

package org.huzheng.adapter.source.filedrop;

import java.util.Objects;
import org.huzheng.adapter.source.DisappearedMax;

/**
 * That each file holds everything: it is compared with the one before, and what it no longer holds is gone.
 *
 * @param disappearedMax how much may be gone from one dump to the next; a dump that lacks more is refused as truncated
 */
public record FullDumps(DisappearedMax disappearedMax) {
    public FullDumps {
        Objects.requireNonNull(disappearedMax, "disappearedMax");
    }
}

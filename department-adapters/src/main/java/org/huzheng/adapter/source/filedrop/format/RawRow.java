package org.huzheng.adapter.source.filedrop.format;

import java.util.Optional;
import org.huzheng.adapter.source.SourceItem;

/** A row that is split from its file but not decoded yet: what says nothing new need not be decoded at all. */
public interface RawRow {
    /** The row decoded, or why it cannot be. */
    SourceItem item();

    /** The decoded value of one column, without blanks around it; empty if the row has none that can be read. */
    Optional<String> value(String column);

    /** Everything the row says, as bytes: rows with the same bytes say the same. */
    byte[] content();
}

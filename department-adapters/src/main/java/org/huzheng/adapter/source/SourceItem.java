package org.huzheng.adapter.source;

import org.huzheng.adapter.validation.Rejection;

/** What a source hands over for one row: the row, or why it could not be read. */
public sealed interface SourceItem permits SourceRow, UnreadableRow {
    /** Table or file the row came from, as the mapping's {@code from} names or matches it. */
    String origin();

    /** Where in the origin, for people: line, LSN. Never personal data. */
    String location();

    /** The row as refused, with its values as far as they could be read. */
    default RefusedRow refusedFor(Rejection rejection) {
        return new RefusedRow(this, rejection);
    }
}

/** Rows from a PostgreSQL database by logical replication: a snapshot, then the stream of changes; and where the log no longer tells all, a snapshot anew. */
@NullMarked
package org.huzheng.adapter.source.postgres;

import org.jspecify.annotations.NullMarked;

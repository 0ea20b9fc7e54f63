/** Rows from a PostgreSQL database by logical replication: a snapshot, then the stream of changes. */
@NullMarked
package org.huzheng.adapter.source.postgres;

import org.jspecify.annotations.NullMarked;

package org.huzheng.adapter.source.jdbc;

import org.jspecify.annotations.Nullable;

/** Where a database's description of itself has a table; null for anywhere. */
record TableName(@Nullable String catalog, @Nullable String schema, String table) {
    boolean isAnywhere() {
        return catalog == null && schema == null;
    }
}

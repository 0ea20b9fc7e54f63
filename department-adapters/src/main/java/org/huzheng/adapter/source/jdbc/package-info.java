/** Rows from any database with a JDBC driver, by asking again and again for what changed: a full read, then whatever has a later watermark. */
@NullMarked
package org.huzheng.adapter.source.jdbc;

import org.jspecify.annotations.NullMarked;

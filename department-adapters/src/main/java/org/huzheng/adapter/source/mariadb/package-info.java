/** Rows from a MariaDB database by its binary log: a snapshot, then the stream of changes. */
@NullMarked
package org.huzheng.adapter.source.mariadb;

import org.jspecify.annotations.NullMarked;

/** Rows from CSV files dropped into a directory. */
@NullMarked
package org.huzheng.adapter.source.filedrop;

import org.jspecify.annotations.NullMarked;

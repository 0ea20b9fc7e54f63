/** Rows from files dropped into a directory: what changed, or everything there is, compared with the last. */
@NullMarked
package org.huzheng.adapter.source.filedrop;

import org.jspecify.annotations.NullMarked;

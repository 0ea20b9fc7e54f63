/** Rows a department's system posts over HTTP, each answered once it is committed on the exchange. */
@NullMarked
package org.huzheng.adapter.source.httppush;

import org.jspecify.annotations.NullMarked;

/** How an adapter is doing, as the exchange shows it: whether or not the adapter runs, and from wherever its department may log in. */
@NullMarked
package org.huzheng.adapter.status;

import org.jspecify.annotations.NullMarked;

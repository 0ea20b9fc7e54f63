/** Running an adapter, and checking a mapping without publishing. */
@NullMarked
package org.huzheng.adapter.run;

import org.jspecify.annotations.NullMarked;

/** One adapter a department: who runs, and who waits. */
@NullMarked
package org.huzheng.adapter.lease;

import org.jspecify.annotations.NullMarked;

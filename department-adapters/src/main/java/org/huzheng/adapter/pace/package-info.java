/** How much of a department's register is read at a time, and when it is left alone. */
@NullMarked
package org.huzheng.adapter.pace;

import org.jspecify.annotations.NullMarked;

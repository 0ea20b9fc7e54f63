/** Compares what is declared with what is there, purely, and brings the difference about. */
@NullMarked
package org.huzheng.broker.plan;

import org.jspecify.annotations.NullMarked;

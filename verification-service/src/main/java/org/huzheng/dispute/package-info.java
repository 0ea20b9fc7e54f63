/** Disputes: what a person says is wrong in a record of their own, and how that ends. Pure. */
@NullMarked
package org.huzheng.dispute;

import org.jspecify.annotations.NullMarked;

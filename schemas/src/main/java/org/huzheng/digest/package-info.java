/** Digests of bytes, of whatever room. */
@NullMarked
package org.huzheng.digest;

import org.jspecify.annotations.NullMarked;

/** Checking a presented certificate, one named check after the other, refusing whatever cannot be shown. */
@NullMarked
package org.huzheng.verify;

import org.jspecify.annotations.NullMarked;

/** What the listeners of the exchange show of themselves and what its clients trust, as PEM files that may be renewed while they are in use. */
@NullMarked
package org.huzheng.tls;

import org.jspecify.annotations.NullMarked;

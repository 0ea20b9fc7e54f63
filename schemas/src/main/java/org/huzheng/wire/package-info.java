/** How records travel: Confluent's wire format, the schema registry behind it, and the digests records are cited by. */
@NullMarked
package org.huzheng.wire;

import org.jspecify.annotations.NullMarked;

/** What every schema of the exchange keeps to, ours and those of described departments. */
@NullMarked
package org.huzheng.schema;

import org.jspecify.annotations.NullMarked;

/** Records, quarantine and progress onto the exchange in one transaction, each version once. */
@NullMarked
package org.huzheng.adapter.publish;

import org.jspecify.annotations.NullMarked;

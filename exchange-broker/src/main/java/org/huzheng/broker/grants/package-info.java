/** Who may do what: the principals of the exchange and their grants, as declared values. */
@NullMarked
package org.huzheng.broker.grants;

import org.jspecify.annotations.NullMarked;

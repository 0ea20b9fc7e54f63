/** What an operator does with an exchange: start an embedded one, plan, apply, and ask how it is. */
@NullMarked
package org.huzheng.broker.exchange;

import org.jspecify.annotations.NullMarked;

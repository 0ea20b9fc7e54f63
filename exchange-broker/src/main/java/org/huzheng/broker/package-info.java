/** The shared ground of the exchange: what is declared, and the embedded broker and registry that serve it. */
@NullMarked
package org.huzheng.broker;

import org.jspecify.annotations.NullMarked;

/** Wiring: binds topology, issuance and HTTP to one process. */
@NullMarked
package org.huzheng.app;

import org.jspecify.annotations.NullMarked;

/** Turns committed decisions into signed certificates and status changes, once each. */
@NullMarked
package org.huzheng.issuance;

import org.jspecify.annotations.NullMarked;

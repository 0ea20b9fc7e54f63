/** The HTTP interface: requests in, certificates, refusals that explain themselves and signed answers out. */
@NullMarked
package org.huzheng.api;

import org.jspecify.annotations.NullMarked;

/** How the log is written: what happened, to which, and never a payload. */
@NullMarked
package org.huzheng.deploy.logging;

import org.jspecify.annotations.NullMarked;

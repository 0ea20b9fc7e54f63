/** The huzheng command: joins the modules into one distribution. */
@NullMarked
package org.huzheng.deploy;

import org.jspecify.annotations.NullMarked;

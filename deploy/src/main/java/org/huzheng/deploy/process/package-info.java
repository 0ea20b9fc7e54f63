/** How a command that runs until it is ended ends. */
@NullMarked
package org.huzheng.deploy.process;

import org.jspecify.annotations.NullMarked;

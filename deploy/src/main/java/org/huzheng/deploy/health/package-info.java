/** Whether a process of ours serves, asked from beside it. */
@NullMarked
package org.huzheng.deploy.health;

import org.jspecify.annotations.NullMarked;

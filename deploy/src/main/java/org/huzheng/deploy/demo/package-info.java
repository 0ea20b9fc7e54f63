/** The demonstration: a whole exchange with four synthetic departments in one process, and the story told with it. */
@NullMarked
package org.huzheng.deploy.demo;

import org.jspecify.annotations.NullMarked;

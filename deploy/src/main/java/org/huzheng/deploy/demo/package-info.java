/** The demonstration: four synthetic departments, the exchange and the service they meet on, in this process or a cluster's, and the story told with them. */
@NullMarked
package org.huzheng.deploy.demo;

import org.jspecify.annotations.NullMarked;

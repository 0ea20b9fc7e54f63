/** A whole installation on one machine, every part a process of its own: brokers, registry and instances of the service, for tests and the curious. */
@NullMarked
package org.huzheng.deploy.cluster;

import org.jspecify.annotations.NullMarked;

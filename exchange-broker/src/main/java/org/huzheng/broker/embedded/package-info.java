/** Runs one Kafka node, broker and controller together, inside this process, on a directory that survives restarts. */
@NullMarked
package org.huzheng.broker.embedded;

import org.jspecify.annotations.NullMarked;

/** The JDK's HTTP server, as everything of ours that listens without a framework starts it. */
@NullMarked
package org.huzheng.http;

import org.jspecify.annotations.NullMarked;

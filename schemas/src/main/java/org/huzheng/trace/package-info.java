/** Traces: what happened to one row or one question on its way, told to a collector in OpenTelemetry's protocol when it is asked for. */
@NullMarked
package org.huzheng.trace;

import org.jspecify.annotations.NullMarked;

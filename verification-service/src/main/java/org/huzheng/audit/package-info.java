/** The auditor's desk: recomputes every decision from the topics alone and names each difference with both sides. Reads and never writes. */
@NullMarked
package org.huzheng.audit;

import org.jspecify.annotations.NullMarked;

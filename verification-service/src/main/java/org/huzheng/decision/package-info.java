/** Judging a case: what was asked and heard goes in, a decision or further questions come out. Pure, and the same for the service and the auditor. */
@NullMarked
package org.huzheng.decision;

import org.jspecify.annotations.NullMarked;

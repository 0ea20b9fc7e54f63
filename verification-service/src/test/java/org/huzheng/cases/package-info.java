/** Worked cases: people, records, a question and the answer a careful clerk would give, read from data files. */
@NullMarked
package org.huzheng.cases;

import org.jspecify.annotations.NullMarked;

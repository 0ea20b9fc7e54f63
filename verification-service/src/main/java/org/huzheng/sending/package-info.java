/** Puts what is asked on its topics, and answers at once what this instance can answer from the dossiers it holds. */
@NullMarked
package org.huzheng.sending;

import org.jspecify.annotations.NullMarked;

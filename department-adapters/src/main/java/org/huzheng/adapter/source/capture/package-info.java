/** What every change capture shares: the engine run one batch at a time, its records as rows, a deletion once its transaction has ended, its offset in the exchange's transaction. */
@NullMarked
package org.huzheng.adapter.source.capture;

import org.jspecify.annotations.NullMarked;

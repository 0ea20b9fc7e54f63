/** What a person has paid into social insurance in a period, month by month and kind by kind. Pure. */
@NullMarked
package org.huzheng.payment;

import org.jspecify.annotations.NullMarked;

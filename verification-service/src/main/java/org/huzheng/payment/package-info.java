/** What a person has paid into social insurance in a period, month by month and kind by kind, and what they are insured in. Pure. */
@NullMarked
package org.huzheng.payment;

import org.jspecify.annotations.NullMarked;

/** Who was insured through an employer in a month: pointers at the employer's key propose whom to ask, each person's own enrolments decide. Pure. */
@NullMarked
package org.huzheng.employer;

import org.jspecify.annotations.NullMarked;

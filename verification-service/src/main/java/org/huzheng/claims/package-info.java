/** Claims about people as typed predicates, answered without a certificate: who is related, insured, alive, registered together, and what was credited. Pure. */
@NullMarked
package org.huzheng.claims;

import org.jspecify.annotations.NullMarked;

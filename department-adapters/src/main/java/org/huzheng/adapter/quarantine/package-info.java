/** Refused rows: what is kept of them, under which key, and how they are found, shown and read again. */
@NullMarked
package org.huzheng.adapter.quarantine;

import org.jspecify.annotations.NullMarked;

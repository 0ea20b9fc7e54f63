/** The issuer's keys, which follow each other, and their ES256 signatures over compact JWS, made and checked. */
@NullMarked
package org.huzheng.signing;

import org.jspecify.annotations.NullMarked;

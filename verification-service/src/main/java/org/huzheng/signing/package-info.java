/** The issuer's key and its ES256 signatures over compact JWS, made and checked. */
@NullMarked
package org.huzheng.signing;

import org.jspecify.annotations.NullMarked;

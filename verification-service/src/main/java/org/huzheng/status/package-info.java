/** Token status lists: two bits per certificate that anyone can fetch, signed by the issuer. */
@NullMarked
package org.huzheng.status;

import org.jspecify.annotations.NullMarked;

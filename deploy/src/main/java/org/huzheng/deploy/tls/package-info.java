/** Certificates for trials: an authority of one's own, for machines no public one certifies. */
@NullMarked
package org.huzheng.deploy.tls;

import org.jspecify.annotations.NullMarked;

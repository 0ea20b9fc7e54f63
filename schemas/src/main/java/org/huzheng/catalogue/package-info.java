/** The catalogue: departments and every topic of the exchange, with its owner, the record types allowed on it and how long it is kept. */
@NullMarked
package org.huzheng.catalogue;

import org.jspecify.annotations.NullMarked;

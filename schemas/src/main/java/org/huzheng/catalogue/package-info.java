/** The topic catalogue: every topic of the exchange as a typed constant, with its owner, the record types allowed on it and how long it is kept. */
@NullMarked
package org.huzheng.catalogue;

import org.jspecify.annotations.NullMarked;

/** Rows pulled through the national exchange, whose header convention signs each request with a secret that expires. */
@NullMarked
package org.huzheng.adapter.source.nationalexchange;

import org.jspecify.annotations.NullMarked;

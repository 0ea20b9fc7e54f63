/** The edges: each department's own system becomes record events here. */
@NullMarked
package org.huzheng.adapter;

import org.jspecify.annotations.NullMarked;

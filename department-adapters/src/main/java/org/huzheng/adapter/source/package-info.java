/** Where rows come from: the source interface every department system is read through. */
@NullMarked
package org.huzheng.adapter.source;

import org.jspecify.annotations.NullMarked;

/** Rows that a department's system states as JSON objects. */
@NullMarked
package org.huzheng.adapter.source.json;

import org.jspecify.annotations.NullMarked;

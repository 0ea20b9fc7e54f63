/** Expressions of mapping files, in CEL: compiled once, a function of one row and of nothing else. */
@NullMarked
package org.huzheng.adapter.expression;

import org.jspecify.annotations.NullMarked;

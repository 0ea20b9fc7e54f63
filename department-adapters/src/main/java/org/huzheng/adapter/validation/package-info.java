/** Why a row is refused: one rule, with what was expected, found and where. */
@NullMarked
package org.huzheng.adapter.validation;

import org.jspecify.annotations.NullMarked;

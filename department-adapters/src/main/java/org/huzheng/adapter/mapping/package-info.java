/** The mapping file: how a department's columns become record events, without Java per department. */
@NullMarked
package org.huzheng.adapter.mapping;

import org.jspecify.annotations.NullMarked;

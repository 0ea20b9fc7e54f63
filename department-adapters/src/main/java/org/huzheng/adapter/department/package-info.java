/** Departments that are described by a folder: who they are, what they record, under which schemas. */
@NullMarked
package org.huzheng.adapter.department;

import org.jspecify.annotations.NullMarked;

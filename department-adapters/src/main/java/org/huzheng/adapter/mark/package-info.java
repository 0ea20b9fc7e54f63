/** Feed marks: up to when everything the source committed is published. */
@NullMarked
package org.huzheng.adapter.mark;

import org.jspecify.annotations.NullMarked;

/** Whether a department's feeds are what answers may rest on, and if not, why. */
@NullMarked
package org.huzheng.adapter.health;

import org.jspecify.annotations.NullMarked;

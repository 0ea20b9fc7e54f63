/** Running an adapter and carrying out what its operators ask; checking and explaining a mapping without publishing. */
@NullMarked
package org.huzheng.adapter.run;

import org.jspecify.annotations.NullMarked;

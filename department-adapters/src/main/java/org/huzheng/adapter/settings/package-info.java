/** Settings files: YAML read with the line of every value, so that what is wrong can be pointed at. */
@NullMarked
package org.huzheng.adapter.settings;

import org.jspecify.annotations.NullMarked;

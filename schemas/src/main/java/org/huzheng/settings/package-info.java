/** Settings files: YAML read with the line of every value, so that what is wrong can be pointed at. Every process of the exchange reads its own with it. */
@NullMarked
package org.huzheng.settings;

import org.jspecify.annotations.NullMarked;

/** Settings files of an adapter held against their published JSON Schema. */
@NullMarked
package org.huzheng.adapter.settings;

import org.jspecify.annotations.NullMarked;

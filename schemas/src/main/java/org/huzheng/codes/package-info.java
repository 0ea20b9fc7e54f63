/** The code lists the registers use, each read from one resource file that names its standard: relations, regions, sexes. */
@NullMarked
package org.huzheng.codes;

import org.jspecify.annotations.NullMarked;
